/** Columns by which programs can be listed. */
export const sortColumns = ['createdAt', 'name', 'startsAt'] as const;

/** The order of a list; the id breaks ties, in the same direction. */
export interface ProgramOrder {
  readonly by: (typeof sortColumns)[number];
  readonly descending: boolean;
}
