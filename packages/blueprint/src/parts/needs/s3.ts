import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import type { PartObject } from '../part';
import { bucketOf } from './aws';
import { imageFor } from './images';
import { fromSecret } from './secret';
import { serverObjects } from './server';

/** A bucket's server for clusters of developers; elsewhere the bucket is managed, or Cloudflare's R2. */
export function s3(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): PartObject[] {
  if (need.provider !== 'minio') {
    return [];
  }
  const buckets = (need.buckets ?? [bucketOf(environment, need).name]).map(
    name => `/data/${name}`,
  );
  return serverObjects(ctx, environment, need, {
    image: imageFor(ctx, 'minio'),
    user: 1000,
    ports: [{ name: 's3', port: need.port }],
    dataPath: '/data',
    env: [
      { ...fromSecret(need, 'S3_ACCESS_KEY_ID'), name: 'MINIO_ROOT_USER' },
      {
        ...fromSecret(need, 'S3_SECRET_ACCESS_KEY'),
        name: 'MINIO_ROOT_PASSWORD',
      },
    ],
    // A folder is a bucket: those that are there when the server starts need no client that makes them.
    command: ['sh', '-ec'],
    args: [
      `mkdir -p ${buckets.join(' ')}\nexec minio server /data --address :${
        need.port
      }\n`,
    ],
    ready: { httpGet: { path: '/minio/health/ready', port: 's3' } },
    live: { httpGet: { path: '/minio/health/live', port: 's3' } },
  }).map(object => ({ file: `s3-${need.name}.yaml`, object }));
}
