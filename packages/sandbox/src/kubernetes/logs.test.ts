import { podLog } from './logs';

const startedAt = '2026-11-20T10:00:00Z';
const terminated = (exitCode: number) => ({
  exitCode,
  startedAt,
  finishedAt: '2026-11-20T10:00:03Z',
});

const pod = (status: object, env: object[] = []) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'one', creationTimestamp: startedAt },
  spec: {
    containers: [{ name: 'app', env, ports: [{ containerPort: 8080 }] }],
  },
  status: {
    containerStatuses: [
      { name: 'app', image: 'registry.example/shop/app:1.2.3', ...status },
    ],
  },
});

const looping = (exitCode: number, env?: object[]) =>
  pod(
    {
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: terminated(exitCode) },
    },
    env,
  );

const read = (of: ReturnType<typeof pod>, wishes: object = {}) =>
  podLog(of, { container: null, previous: false, ...wishes });

describe('A log', () => {
  it('ends with why it ended: what it was given to connect to', () => {
    const log = read(
      looping(1, [
        { name: 'PORT', value: '8080' },
        { name: 'POSTGRES_HOST', value: 'db' },
      ]),
      { previous: true },
    );
    expect(log.trim().split('\n').at(-1)).toMatch(
      /"ERROR","msg":"giving up","error":"POSTGRES_HOST: connection refused"/,
    );
    expect(log).toContain('"version":"1.2.3"');
    // Where to is a value, and values may be anything.
    expect(log).not.toContain('"db"');
  });

  it.each([
    ['has no address', looping(1), 'listen on port 8080'],
    ['ran out of memory', looping(137), 'filling the cache'],
    ['goes on', pod({ state: { running: { startedAt } } }), 'listening'],
  ])('ends otherwise where it %s', (_, of, words) => {
    expect(read(of).trim().split('\n').at(-1)).toContain(words);
  });

  it('is cut as it was asked for', () => {
    expect(read(looping(1), { tailLines: 1 }).split('\n')).toHaveLength(2);
    expect(read(looping(1), { tailLines: 0 })).toBe('');
    expect(read(looping(1), { limitBytes: 20 })).toHaveLength(20);
  });

  it.each([
    [
      'has not begun',
      pod({ state: { waiting: { reason: 'ContainerCreating' } } }),
      {},
      'container "app" in pod "one" is waiting to start: ContainerCreating',
    ],
    [
      'never ended',
      pod({ state: { running: { startedAt } } }),
      { previous: true },
      'previous terminated container "app" in pod "one" not found',
    ],
  ])('is refused of what %s', (_, of, wishes, words) => {
    expect(() => read(of, wishes)).toThrow(words);
  });
});
