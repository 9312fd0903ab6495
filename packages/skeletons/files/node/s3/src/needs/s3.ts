import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Config } from '../core/config.ts';
import type { Need } from './watch.ts';

export function openS3(config: Config['s3']): Need & { client: { s3: S3Client; bucket: string } } {
  const { endpoint, region, bucket, accessKeyId, secretAccessKey } = config;
  const s3 = new S3Client({
    region,
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(accessKeyId ? { credentials: { accessKeyId, secretAccessKey } } : {}),
  });
  return {
    client: { s3, bucket },
    check: () => s3.send(new HeadBucketCommand({ Bucket: bucket })),
    close: () => Promise.resolve(s3.destroy()),
  };
}
