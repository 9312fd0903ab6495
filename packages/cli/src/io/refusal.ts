/** What a command cannot do, and what to do about it: a message for people, and exit code 2. */
export class Refusal extends Error {}
