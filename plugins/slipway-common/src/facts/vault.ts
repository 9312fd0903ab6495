import type { SecretUser } from './secrets';

export interface VaultFacts {
  secrets: VaultSecret[];
}

/** Where in Vault a Secret comes from, as far as metadata tells: what is in it is never read. */
export interface VaultSecret {
  /** The server's name in the configuration. */
  server: string;
  mount: string;
  path: string;
  /** The Secrets in the cluster that are made from it. */
  secrets: string[];
  /** Whether its metadata could be read. */
  known: 'data' | 'absent' | 'denied';
  /** The policy path that is missing, where it was denied. */
  permission?: string;
  /** KV version 1 keeps neither versions nor times. */
  kv: 1 | 2;
  version?: number;
  /** When the current version was written. */
  createdAt?: string;
  /** The current version was deleted, or its content destroyed. */
  deletedAt?: string;
  destroyed?: boolean;
  /** Until when it is valid, by its custom metadata. */
  expiresAt?: string;
  users: SecretUser[];
  /** The entity names it by annotation; that the cluster takes it nobody says. */
  named?: boolean;
  /** Where people see it, where an address is known that is meant for browsers. */
  link?: string;
  /** It is a folder, which may not be listed. */
  folder?: boolean;
}
