import type { IEnvVar } from 'kubernetes-models/v1';
import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import { bucketOf, endpointOf } from '../needs/aws';
import { imageFor } from '../needs/images';
import { fromSecret } from '../needs/secret';
import { report } from './report';
import { keepVariable, storeVariables } from './store';
import type { Work } from './work';

const RCLONE = 65532;

/** Only what changed goes over; what was changed or deleted is kept aside for as long as the spec says. */
export function mirror(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): Work {
  return work(
    ctx,
    environment,
    need,
    'mirror',
    `day=$(date -u +%Y-%m-%dT%H-%M-%SZ)
rclone sync "$BUCKET" "$STORE/$FOLDER/current" --backup-dir "$STORE/$FOLDER/before/$day"
rclone delete --min-age "$KEEP" --rmdirs "$STORE/$FOLDER/before"
size=$(rclone size --json "$STORE/$FOLDER/current")
bytes=$(echo "$size" | sed 's/.*"bytes":\\([0-9]*\\).*/\\1/')
count=$(echo "$size" | sed 's/.*"count":\\([0-9]*\\).*/\\1/')
oldest=$(rclone lsf --dirs-only "$STORE/$FOLDER/before" | sort | head -n 1)
${report('mirror', {
  object: '"$FOLDER/current"',
  bytes: '"$bytes"',
  oldest: '"$FOLDER/before/$oldest"',
  count: '"$count"',
})}
`,
    [keepVariable(need)],
  );
}

/** Puts the mirror back into the bucket; what is in the bucket alone stays. */
export function unmirror(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): Work {
  return work(
    ctx,
    environment,
    need,
    'restore',
    `rclone copy "$STORE/$FOLDER/current" "$BUCKET"
size=$(rclone size --json "$STORE/$FOLDER/current")
bytes=$(echo "$size" | sed 's/.*"bytes":\\([0-9]*\\).*/\\1/')
${report('restore', { object: '"$FOLDER/current"', bytes: '"$bytes"' })}
`,
  );
}

function work(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
  name: string,
  script: string,
  more: IEnvVar[] = [],
): Work {
  return {
    room: '256Mi',
    steps: [
      {
        name,
        image: imageFor(ctx, 'rclone'),
        user: RCLONE,
        script,
        env: [
          ...source(environment, need),
          ...storeVariables(ctx, environment, need),
          ...more,
        ],
      },
    ],
  };
}

function source(environment: EnvironmentContext, need: NeedContext): IEnvVar[] {
  const bucket = bucketOf(environment, need);
  return [
    { name: 'RCLONE_CONFIG_BUCKET_TYPE', value: 's3' },
    { name: 'RCLONE_CONFIG_BUCKET_PROVIDER', value: 'Other' },
    { name: 'RCLONE_CONFIG_BUCKET_ENDPOINT', value: endpointOf(bucket) },
    { name: 'RCLONE_CONFIG_BUCKET_REGION', value: bucket.region },
    {
      ...fromSecret(need, 'S3_ACCESS_KEY_ID'),
      name: 'RCLONE_CONFIG_BUCKET_ACCESS_KEY_ID',
    },
    {
      ...fromSecret(need, 'S3_SECRET_ACCESS_KEY'),
      name: 'RCLONE_CONFIG_BUCKET_SECRET_ACCESS_KEY',
    },
    { name: 'BUCKET', value: `bucket:${bucket.name}` },
  ];
}
