import type { RenderContext } from '../../context';

/** Images that generated manifests run; a platform team replaces any of them by its name. */
const usual = {
  postgres: 'docker.io/library/postgres',
  pgbouncer: 'docker.io/edoburu/pgbouncer:v1.25.0-p0',
  redis: 'docker.io/library/redis',
  kafka: 'docker.io/apache/kafka',
  rabbitmq: 'docker.io/library/rabbitmq',
  elasticmq: 'docker.io/softwaremill/elasticmq-native',
  minio: 'docker.io/minio/minio:RELEASE.2025-09-07T16-13-09Z',
  rclone: 'docker.io/rclone/rclone:1.71.2',
  k6: 'docker.io/grafana/k6:1.3.0',
  infisical: 'docker.io/infisical/cli:0.43.10',
} as const;

/** With the version of the need where the image follows it. */
export function imageFor(
  ctx: RenderContext,
  name: keyof typeof usual,
  version?: string,
): string {
  const given = ctx.bundle.defaults.images?.[name] ?? usual[name];
  return /:[^/]+$/.test(given) ? given : `${given}:${version}`;
}
