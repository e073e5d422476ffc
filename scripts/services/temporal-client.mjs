/** What operators can search programs by in the Temporal Web UI. */
export const searchAttributes = {
  LoyaltyBusinessId: 'Keyword',
  LoyaltyProgramStatus: 'Keyword',
  LoyaltyRuleType: 'Keyword',
};

async function withConnection(address, work) {
  const { Connection } = await import('@temporalio/client'); // here, as it is not installed yet when this file is loaded
  const connection = await Connection.connect({ address, connectTimeout: 5000 });
  try {
    return await connection.withDeadline(Date.now() + 10_000, () => work(connection));
  } finally {
    await connection.close();
  }
}

/** Resolves when the namespace can be used there, rejects otherwise. */
export const isServing = (address, namespace) =>
  withConnection(address, (connection) => connection.workflowService.describeNamespace({ namespace }));

/** Adds the search attributes that the namespace lacks. A server of one's own has them from its flags. */
export const registerSearchAttributes = (address, namespace) =>
  withConnection(address, async (connection) => {
    const { temporal } = await import('@temporalio/proto').then((module) => module.default ?? module);
    const types = temporal.api.enums.v1.IndexedValueType;
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.keys(searchAttributes).filter((name) => !(name in customAttributes));
    if (missing.length === 0) return;
    const added = Object.fromEntries(missing.map((name) => [name, types.INDEXED_VALUE_TYPE_KEYWORD]));
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: added });
  });
