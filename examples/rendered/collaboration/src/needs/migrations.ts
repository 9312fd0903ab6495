/**
 * Each is applied once, in order. One that was deployed is never changed: write another. The version before runs beside this
 * one for a while, so a column is dropped one version after its last use.
 */
export const migrations: Record<string, string> = {
  '0001 greetings': `
    CREATE TABLE greetings (
      name text PRIMARY KEY,
      message text NOT NULL
    )`,
};
