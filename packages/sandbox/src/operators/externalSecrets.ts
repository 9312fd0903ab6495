import { createHash } from 'node:crypto';
import { seconds } from '@slipway/model';
import { timestamp } from '../clock';
import { World, after } from '../controllers/types';
import { KubernetesObject } from '../kubernetes';
import { conditionsOf, statusWriter } from './status';

/** What the platform's store reads. */
const MOUNT = 'secret';
const RETRY_SECONDS = 30;
const DAY = 86_400;

/** External Secrets 1.3, with one store for all: Vault. It says what it brought; the Secret itself nobody here would read. */
export const reconcileExternalSecrets = statusWriter(
  'ExternalSecret',
  (object, world) => {
    const { metadata, spec, status: before = {} } = object;
    const refresh = seconds(String(spec?.refreshInterval ?? '1h'));
    // While a past is made up, what would be written over every few minutes is written once a day.
    const every = world.hurried ? Math.max(refresh, DAY) : refresh;
    const { refreshTime } = before;
    const next =
      refreshTime && refresh > 0 ? after(refreshTime, every) : undefined;
    const versions = versionsOf(object, world);
    const missing = versions.find(({ version }) => version === undefined);
    const synced = createHash('sha256')
      .update(JSON.stringify([metadata.generation, versions]))
      .digest('hex')
      .slice(0, 12);
    const due = !next || world.now >= next;
    const changed = !String(before.syncedResourceVersion).startsWith(
      `${metadata.generation}-`,
    );
    if (!due && !changed) {
      return { status: before, wakeAt: next };
    }
    if (missing || world.vault.sealed) {
      return {
        // Without a version of what it brought it is tried again.
        status: {
          ...before,
          syncedResourceVersion: '',
          conditions: conditionsOf(object, world, {
            type: 'Ready',
            status: 'False',
            reason: 'SecretSyncedError',
            message: 'could not get secret data from provider',
          }),
        },
        wakeAt: after(world.now, RETRY_SECONDS),
      };
    }
    const status = {
      ...before,
      binding: { name: spec?.target?.name ?? metadata.name },
      refreshTime: timestamp(world.now),
      syncedResourceVersion: `${metadata.generation}-${synced}`,
      conditions: conditionsOf(object, world, {
        type: 'Ready',
        status: 'True',
        reason: 'SecretSynced',
        message: 'secret synced',
      }),
    };
    return {
      status,
      ...(refresh > 0 && { wakeAt: after(world.now, every) }),
    };
  },
);

function versionsOf({ spec }: KubernetesObject, { vault }: World) {
  const keys: string[] = (spec?.data ?? []).map(
    (one: Record<string, any>) => one.remoteRef?.key,
  );
  return [...new Set(keys)].map(key => {
    const found = vault.engines.get(MOUNT)?.read(key);
    return { key, version: found?.data ? found.metadata.version : undefined };
  });
}
