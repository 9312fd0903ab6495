/** What was said in a room. */
export interface Message {
  room: string;
  text: string;
}

/** Carries messages between the replicas. */
export interface Bus {
  /** Hands a message to all replicas, this one included. */
  publish(message: Message): Promise<void>;
  /** Hands on each message from now on. */
  subscribe(deliver: (message: Message) => void): void;
  close(): Promise<void>;
}
