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
{%- if not needs.redis %}

/**
 * The bus of a single replica: whoever is on another hears nothing of it. With a need of type redis the service gets one that
 * reaches all.
 */
export function localBus(): Bus {
  const listeners = new Set<(message: Message) => void>();
  return {
    publish(message) {
      listeners.forEach(deliver => deliver(message));
      return Promise.resolve();
    },
    subscribe: deliver => void listeners.add(deliver),
    close: () => Promise.resolve(listeners.clear()),
  };
}
{%- endif %}
