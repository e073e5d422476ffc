/** What the path of every operation begins with. */
export const basePath = '/api/v1/loyalty';
