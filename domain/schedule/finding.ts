/** What is wrong with the text of one field. */
export interface Finding {
  /** Stable, for programs. */
  readonly code: string;
  /** For people: what would be right. */
  readonly message: string;
}

/** Whether reading gave a finding instead of what it should have. */
export function isFinding(read: object): read is Finding {
  return 'code' in read && 'message' in read;
}
