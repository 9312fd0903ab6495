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
  '0002 words': `
    CREATE TABLE words (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      room text NOT NULL,
      text text NOT NULL
    );
    CREATE INDEX words_of_a_room ON words (room, id)`,
};
