import type { Knex } from 'knex';

/**
 * Makes the database refuse to change one customer a number of times, as if the worker had died at that customer: the
 * customers before are done, those after are not. Returns how to learn how often it refused.
 */
export async function refuseCustomer(
  knex: Knex,
  customerId: string,
  times: number,
): Promise<() => Promise<number>> {
  // A sequence counts on although what was refused is rolled back.
  await knex.raw(`
    CREATE SEQUENCE refusals;
    CREATE FUNCTION refuse_customer() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('refusals') <= ${times} THEN RAISE EXCEPTION 'the worker died here'; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER refuse_customer BEFORE UPDATE ON customers
      FOR EACH ROW WHEN (NEW.id = '${customerId}') EXECUTE FUNCTION refuse_customer()`);
  return async () => {
    const { rows } = await knex.raw<{ rows: { n: number }[] }>('SELECT last_value::int AS n FROM refusals');
    await knex.raw(
      'DROP TRIGGER refuse_customer ON customers; DROP FUNCTION refuse_customer; DROP SEQUENCE refusals',
    );
    return rows[0]?.n ?? 0;
  };
}
