import { createHash } from 'node:crypto';

/** An IP address of a network's, the same for the same key. */
export function addressIn(network: string, key: string): string {
  const [a, b] = createHash('sha256').update(key).digest();
  return `${network}.${a}.${(b % 254) + 1}`;
}
