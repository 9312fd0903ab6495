/** What a checker says of a file. */
export interface Said {
  checker: string;
  rule: string;
  where: string;
  message: string;
}
