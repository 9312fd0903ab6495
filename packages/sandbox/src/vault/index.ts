export { vaultHandler } from './http';
export { Vault } from './vault';
export type { VaultState } from './vault';
