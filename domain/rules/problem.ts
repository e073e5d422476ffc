/** What is wrong with one field of a config. */
export interface ConfigProblem {
  /** JSON pointer, relative to the config: `/tiers/1/name`. Empty for the config itself. */
  readonly pointer: string;
  /** Stable, for programs: `out_of_range`. */
  readonly code: string;
  /** For people: names the field and what would be right. */
  readonly message: string;
}

/** The JSON pointer of a path, with `~` and `/` escaped as RFC 6901 asks. */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((key) => `/${String(key).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

/** Builds one problem. */
export function problem(path: readonly (string | number)[], code: string, message: string): ConfigProblem {
  return { pointer: pointerOf(path), code, message };
}

/** The fields of something that may not be an object: cross-field checks also see configs of a wrong shape. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The items of something that may not be a list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
