import type {
  EnvironmentContext,
  NeedContext,
  RenderContext,
} from '../../context';
import type { PartObject } from '../part';
import { imageFor } from './images';
import { fromSecret } from './secret';
import { serverObjects } from './server';

export function redis(
  ctx: RenderContext,
  environment: EnvironmentContext,
  need: NeedContext,
): PartObject[] {
  if (need.provider !== 'in-cluster') {
    return [];
  }
  const ping = {
    exec: {
      command: [
        'sh',
        '-c',
        'redis-cli -a "$REDIS_PASSWORD" --no-auth-warning ping | grep -q PONG',
      ],
    },
  };
  return serverObjects(ctx, environment, need, {
    image: imageFor(ctx, 'redis', need.version),
    user: 999,
    ports: [{ name: 'redis', port: need.port }],
    dataPath: '/data',
    env: [fromSecret(need, 'REDIS_PASSWORD')],
    command: ['redis-server'],
    args: ['--appendonly', 'yes', '--requirepass', '$(REDIS_PASSWORD)'],
    ready: ping,
  }).map(object => ({ file: `redis-${need.name}.yaml`, object }));
}
