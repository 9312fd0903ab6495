export { vaultHandler } from './http';
export { Vault } from './vault';
