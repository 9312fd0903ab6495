import type { EnvironmentContext, NeedContext } from '../../context';
import { addressOf } from './address';

/** Where AWS runs what the spec says no region of. */
const REGION = 'eu-central-1';

export function regionOf({ region }: NeedContext): string {
  return region ?? REGION;
}

/** A bucket, and where it is asked: those of AWS itself are found by their region. */
export function bucketOf(
  environment: EnvironmentContext,
  need: NeedContext,
): { name: string; region: string; endpoint?: string } {
  const { host, port } = addressOf(environment, need);
  const name = need.buckets?.[0] ?? need.objectName;
  if (need.provider === 'minio' || need.provider === 'shared') {
    return {
      name,
      region: need.region ?? 'auto',
      endpoint: `http://${host}:${port}`,
    };
  }
  return need.host
    ? { name, region: need.region ?? 'auto', endpoint: `https://${need.host}` }
    : { name, region: regionOf(need) };
}

/** For clients that want to be told. */
export function endpointOf({
  endpoint,
  region,
}: ReturnType<typeof bucketOf>): string {
  return endpoint ?? `https://s3.${region}.amazonaws.com`;
}
