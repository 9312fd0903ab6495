import { FirstDayLook } from '@slipway/model';
import { VaultServerConfig } from '../sources/vault/config';
import { vaultPlace } from '../sources/vault/place';
import { VaultClient } from '../sources/vault/VaultClient';
import { Found, asked, denied, missing, there, unasked } from './found';

type Place = Extract<FirstDayLook, { kind: 'vault-path' }>;
type Role = Extract<FirstDayLook, { kind: 'vault-role' }>;

export interface VaultOfStores {
  config: Pick<VaultServerConfig, 'name' | 'stores' | 'mount'>;
  client: Pick<VaultClient, 'mounts' | 'metadata' | 'names' | 'hasRole'>;
}

const unread = 'which keys it has is not looked at';

/** What Vault's metadata says: that something is there, and never what. */
export class VaultLooks {
  constructor(private readonly servers: readonly VaultOfStores[]) {}

  async path(
    { store, mount, path }: Place,
    service: string,
    signal: AbortSignal,
  ): Promise<Found> {
    const server = this.of(store);
    if (!server) {
      return noServer(store);
    }
    // The spec says which path: who writes one must not learn by it what others have.
    if (!path.split('/').includes(service)) {
      return denied(
        `Slipway looks only at paths with a part that is ${service}`,
      );
    }
    const { client, config } = server;
    return asked('Vault', `read on metadata of ${path}`, async () => {
      const place = vaultPlace(
        path,
        await client.mounts(signal),
        mount ?? config.mount,
      );
      if (place.kv === 1) {
        const parts = place.path.split('/');
        const last = parts.pop()!;
        const names = await client.names(place.mount, parts.join('/'), signal);
        return names.includes(last) ? there(unread) : missing();
      }
      const found = await client.metadata(place.mount, place.path, signal);
      if (!found) {
        return missing('there is nothing at this path');
      }
      return found.deletedAt || found.destroyed
        ? missing('its newest version is deleted')
        : there(unread);
    });
  }

  async role({ store, mount, role }: Role, signal: AbortSignal) {
    const server = this.of(store);
    return server
      ? asked('Vault', `read on auth/${mount}/role/${role}`, async () =>
          (await server.client.hasRole(mount, role, signal))
            ? there()
            : missing('there is no such role'),
        )
      : noServer(store);
  }

  private of(store: string): VaultOfStores | undefined {
    return this.servers.find(({ config }) =>
      config.stores.some(pattern => pattern.test(store)),
    );
  }
}

function noServer(store: string): Found {
  return unasked(`the portal reads no Vault for the store ${store}`);
}
