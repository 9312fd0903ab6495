import type { IEnvVar } from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import { bucketOf, endpointOf } from '../needs/aws';
import { fromSecret } from '../needs/secret';

const KEY = 'RCLONE_CONFIG_STORE_ACCESS_KEY_ID';
const SECRET = 'RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY';

interface Store {
  endpoint: string;
  bucket: string;
  region: string;
  key: IEnvVar;
  secret: IEnvVar;
}

/** Where backups of a need go: the need of type s3 that the spec names, else the store of the cluster. */
export function storeOf(
  environment: EnvironmentContext,
  need: NeedContext,
): Store | undefined {
  const named = environment.needs.find(({ name }) => name === need.backup?.to);
  if (named) {
    const bucket = bucketOf(environment, named);
    return {
      endpoint: endpointOf(bucket),
      bucket: bucket.name,
      region: bucket.region,
      key: { ...fromSecret(named, 'S3_ACCESS_KEY_ID'), name: KEY },
      secret: { ...fromSecret(named, 'S3_SECRET_ACCESS_KEY'), name: SECRET },
    };
  }
  const store = environment.profile.backupStore;
  return store
    ? {
        endpoint: store.endpoint,
        bucket: store.bucket,
        region: store.region ?? 'auto',
        key: inSecret(KEY, store.secret, 'S3_ACCESS_KEY_ID'),
        secret: inSecret(SECRET, store.secret, 'S3_SECRET_ACCESS_KEY'),
      }
    : undefined;
}

function inSecret(name: string, secret: string, key: string): IEnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** What rclone, the client of the store, reads; and where in it this need's backups lie. */
export function storeVariables(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): IEnvVar[] {
  const store = storeOf(environment, need);
  return [
    ...(store
      ? [
          { name: 'RCLONE_CONFIG_STORE_TYPE', value: 's3' },
          { name: 'RCLONE_CONFIG_STORE_PROVIDER', value: 'Other' },
          { name: 'RCLONE_CONFIG_STORE_ENDPOINT', value: store.endpoint },
          { name: 'RCLONE_CONFIG_STORE_REGION', value: store.region },
          store.key,
          store.secret,
          { name: 'STORE', value: `store:${store.bucket}` },
        ]
      : []),
    { name: 'FOLDER', value: `${ctx.name}/${environment.name}/${need.name}` },
  ];
}

/** How long what is in the store is kept. */
export function keepVariable({ backup }: NeedContext): IEnvVar {
  return { name: 'KEEP', value: backup?.keep ?? '7d' };
}
