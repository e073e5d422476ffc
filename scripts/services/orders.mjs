/** The order in which parts are stopped, highest first: who depends on a part goes before it. */
export const order = { postgres: 1, redis: 2, temporal: 3, worker: 4, api: 5 };
