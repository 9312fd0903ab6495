/** One way of breaking: what it is, the rule that names it, the file, and what becomes what. */
export type Row = readonly [
  what: string,
  rule: string,
  file: string,
  from: string | RegExp,
  to: string,
];
