/** A failure that is told as it is, without a stack: what, and what to do. */
export class Failure extends Error {}
