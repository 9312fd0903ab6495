/** What a rule found, before its place in the text is known. */
export interface Problem {
  rule: string;
  path: (string | number)[];
  message: string;
  remedy: string;
  /** The problem is about the key itself rather than its value. */
  key?: boolean;
}

export type Plain = Record<string, unknown>;

export function map(value: unknown): Plain | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Plain)
    : undefined;
}

export function entries(value: unknown): [string, unknown][] {
  return Object.entries(map(value) ?? {});
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
