/** What operators can search programs by in the Temporal Web UI. The worker adds them to a server that is not ours. */
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
