import { FakeClock, until } from '../../__testUtils__/FakeClock';
import { KubernetesStub, json } from '../../__testUtils__/KubernetesStub';
import { badAnswers, waysToBeGone } from '../../__testUtils__/faults';
import { directoryFor } from '../../__testUtils__/directory';
import { whose } from '../../__testUtils__/whose';
import { serviceObjects } from '../../__testUtils__/objects';
import { PrunedObject, queryOf, watchedKinds } from './kinds';
import { LIST_LIMIT_MS, PROBE_LIMIT_MS } from './pages';
import { Reflector, SILENCE_LIMIT_MS, STABLE_MS } from './reflector';
import { ReadingStatus } from './status';

const [deployments] = watchedKinds;
const limits = [SILENCE_LIMIT_MS, LIST_LIMIT_MS, PROBE_LIMIT_MS];

function deployment(name: string, tag = '1.0.0') {
  const { deployment: object } = serviceObjects({ service: name, tag });
  return object;
}

describe('Reflector', () => {
  let stub: KubernetesStub;
  let clock: FakeClock;
  let reflector: Reflector<PrunedObject>;
  let known: Map<string, string>;
  let changes: number;
  let statuses: ReadingStatus[];
  let controller: AbortController;
  let running: Promise<void>;

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    clock = new FakeClock();
    known = new Map();
    changes = 0;
    statuses = [];
    controller = new AbortController();
  });

  afterEach(async () => {
    controller.abort();
    await running;
    if (clock.waits().length > 0) {
      throw new Error('A timer outlived the reflector');
    }
    await stub.stop();
  });

  function start() {
    reflector = new Reflector({
      client: directoryFor(stub).client('eu-1'),
      query: queryOf(deployments, 'apps/v1'),
      prune: object => deployments.prune(object, whose),
      clock,
      random: () => 0.5,
      // It is alone here, and goes by what it hears itself.
      gate: { isDown: async () => false, pass: () => {} },
      permission: 'list and watch deployments.apps on cluster eu-1',
      onChange: (before, after) => {
        changes += 1;
        if (after?.kind === 'Deployment') {
          known.set(after.name, after.image.split(':')[1]);
        } else if (before) {
          known.delete(before.name);
        }
      },
      onStatus: status => statuses.push(status),
    });
    running = reflector.run(controller.signal);
  }

  const watching = () =>
    until(
      () => stub.watches.size === 1 && clock.waits()[0] === SILENCE_LIMIT_MS,
    );
  /** Between two attempts there is one timer, and it is neither a list's nor a watch's. */
  const asleep = () =>
    clock.waits().length === 1 && !limits.includes(clock.waits()[0]);
  const sleeping = () => until(asleep);
  const told = (n: number) => until(() => statuses.length === n);
  const watched = (n: number) => until(() => stub.watchRequests().length === n);
  const listed = (n: number) => until(() => stub.lists().length === n);
  const asleepOrKnown = (name: string) =>
    until(() => asleep() || known.has(name));
  const last = () => statuses[statuses.length - 1];

  it('lists in pages and follows what changes', async () => {
    stub.pageSize = 2;
    ['a', 'b', 'c', 'd', 'e'].forEach(name => stub.put(deployment(name)));
    start();
    await watching();
    expect([...known.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(stub.lists()).toHaveLength(3);
    expect(stub.lists()[0].query.get('labelSelector')).toBe(
      'backstage.io/kubernetes-id',
    );

    stub.put(deployment('a', '1.1.0'));
    stub.put(deployment('f'));
    stub.remove('Deployment', 'payments-dev', 'b');
    await until(() => known.get('a') === '1.1.0' && !known.has('b'));
    expect([...known.keys()].sort()).toEqual(['a', 'c', 'd', 'e', 'f']);
    expect(last()).toEqual({ state: 'ok', heardAt: clock.now() });
    const watch = stub.watchRequests()[0].query;
    expect(watch.get('allowWatchBookmarks')).toBe('true');
    expect(watch.get('timeoutSeconds')).toBe('450');
  });

  it('reads anew when the stream falls silent', async () => {
    start();
    await watching();
    stub.put(deployment('missed'), { silently: true });
    clock.advance(SILENCE_LIMIT_MS);
    await until(() => known.has('missed'));
    expect(stub.lists()).toHaveLength(2);
  });

  it('is content with bookmarks, and resumes from them', async () => {
    start();
    await watching();
    const heard = statuses.length;
    stub.put(deployment('other'), { silently: true });
    for (let i = 1; i <= 10; i++) {
      clock.advance(60_000);
      stub.bookmark();
      await told(heard + i);
    }
    stub.endWatches('end');
    await watched(2);
    expect(stub.watchRequests()[1].query.get('resourceVersion')).toBe('101');
    expect(stub.lists()).toHaveLength(1);
  });

  it('follows a watch that ended in its time by the next one at once', async () => {
    start();
    await watching();
    clock.advance(STABLE_MS);
    stub.endWatches('end');
    await watched(2);
    await watching();
    expect(stub.lists()).toHaveLength(1);
  });

  it('never storms a server that closes every watch, and misses nothing', async () => {
    stub.onWatch = (_, res) => {
      res.writeHead(200);
      res.end();
      return true;
    };
    start();
    const begun = clock.now();
    let watches = 0;
    while (clock.now() - begun < 600_000) {
      watches += 1;
      await watched(watches);
      await sleeping();
      clock.runNext();
    }
    expect(watches).toBeGreaterThan(20);
    expect(watches).toBeLessThan(32);
    expect(last().state).toBe('ok');
    await watched(watches + 1);
    await sleeping();
    stub.onWatch = undefined;
    stub.put(deployment('late'));
    clock.runNext();
    await until(() => known.has('late'));
  });

  it('resumes after a reset where it was', async () => {
    stub.put(deployment('a'));
    start();
    await watching();
    stub.endWatches('destroy');
    await sleeping();
    stub.put(deployment('b'));
    clock.runNext();
    await until(() => known.has('b'));
    expect(changes).toBe(2);
    expect(stub.watchRequests()[1].query.get('resourceVersion')).toBe('101');
    // Asked whether the cluster is there, not read anew.
    expect(stub.lists().map(r => r.query.get('limit'))).toEqual(['500', '1']);
    expect(statuses.every(s => s.state === 'ok')).toBe(true);
  });

  it('reads a cluster anew with each try when no watch lasts', async () => {
    stub.onWatch = (_, res) => {
      res.destroy();
      return true;
    };
    start();
    for (let i = 1; i <= 4; i++) {
      await watched(i);
      await sleeping();
      stub.put(deployment(`seen-${i}`));
      clock.runNext();
    }
    await until(() => known.has('seen-4'));
    expect(last()).toMatchObject({
      state: 'ok',
      reason: expect.stringContaining('changes do not stream'),
    });
    await watched(5);
    await sleeping();
    stub.onWatch = undefined;
    clock.runNext();
    await watching();
    stub.bookmark();
    await until(() => last().reason === undefined);
  });

  it.each(waysToBeGone)('reads anew on "gone" %s', async (_, fault) => {
    stub.put(deployment('a'));
    start();
    await watching();
    stub.put(deployment('missed'), { silently: true });
    stub.objects.delete('Deployment/payments-dev/a');
    fault(stub);
    const begun = clock.now();
    while (!known.has('missed')) {
      await asleepOrKnown('missed');
      if (asleep()) {
        clock.runNext();
      }
    }
    await watching();
    expect([...known.keys()]).toEqual(['missed']);
    expect(clock.now() - begun).toBeLessThan(5_000);
    expect(stub.watches.size).toBe(1);
    expect(statuses.every(s => s.state === 'ok')).toBe(true);
  });

  it.each([
    ['a line that is no JSON', '{"type":"MODIFIED","obj\n'],
    ['an event without metadata', '{"type":"ADDED","object":{"foo":1}}\n'],
    ['an unknown type', '{"type":"WHAT","object":{}}\n'],
    ['a null', 'null\n'],
  ])('counts %s and reads anew', async (_, text) => {
    stub.put(deployment('a'));
    start();
    await watching();
    stub.put(deployment('lost'), { silently: true });
    stub.write(text);
    await sleeping();
    expect(reflector.unusable).toBe(1);
    clock.runNext();
    await until(() => known.has('lost'));
    expect(known.has('a')).toBe(true);
  });

  it('takes a repeated event once', async () => {
    start();
    await watching();
    stub.put(deployment('a'));
    const object = stub.objects.get('Deployment/payments-dev/a');
    const line = `${JSON.stringify({ type: 'ADDED', object })}\n`;
    stub.write(line + line);
    stub.put(deployment('b'));
    await until(() => known.has('b'));
    expect(changes).toBe(2);
  });

  it('drops what is no longer labelled as ours', async () => {
    stub.put(deployment('a'));
    start();
    await watching();
    const object = deployment('a');
    (object.metadata as any).labels = {};
    stub.put(object);
    await until(() => !known.has('a'));
    expect(changes).toBe(2);
  });

  it('gives up a list that hangs, keeps what it knew, and comes back', async () => {
    stub.put(deployment('a'));
    start();
    await watching();
    stub.onList = () => true;
    const heardAt = clock.now();
    clock.advance(SILENCE_LIMIT_MS);
    await until(() => clock.waits()[0] === LIST_LIMIT_MS);
    await listed(2);
    clock.advance(LIST_LIMIT_MS);
    await until(() => last().state === 'unreachable');
    expect(last()).toMatchObject({ heardAt, reason: 'no answer in time' });
    expect(known.has('a')).toBe(true);
    stub.onList = undefined;
    await sleeping();
    expect(last().nextTry).toBe(clock.now() + clock.waits()[0]);
    clock.runNext();
    await until(() => last().state === 'ok');
  });

  it.each(badAnswers)(
    'says what an answer of %d means, and comes back within 35 s (%#)',
    async (status, body, state, reason) => {
      stub.put(deployment('a'));
      stub.onList = (_, res) => {
        json(res, status, body);
        return true;
      };
      start();
      const begun = clock.now();
      let tries = 0;
      for (;;) {
        tries += 1;
        await listed(tries);
        await sleeping();
        if (clock.now() - begun > 600_000) {
          break;
        }
        clock.runNext();
      }
      // No faster than 0.22 a second, once the waits have grown.
      expect(tries).toBeLessThan(32);
      expect(last()).toMatchObject({ state, reason });
      expect(last().permission).toBe(
        state === 'denied'
          ? 'list and watch deployments.apps on cluster eu-1'
          : undefined,
      );
      expect(reflector.synced).toBe(false);
      expect(known.size).toBe(0);

      stub.onList = undefined;
      const healed = clock.now();
      clock.runNext();
      await until(() => last().state === 'ok');
      expect(clock.now() - healed).toBeLessThanOrEqual(35_000);
      expect(known.has('a')).toBe(true);
    },
  );

  it('takes a kind that the cluster does not have as an answer', async () => {
    stub.onList = (_, res) => {
      json(res, 404, { kind: 'Status', code: 404 });
      return true;
    };
    start();
    await until(() => last()?.state === 'ok');
    expect(reflector.synced).toBe(true);
  });

  it('waits as long as the server asks', async () => {
    stub.onList = (_, res) => {
      res.setHeader('retry-after', '45');
      json(res, 429, {});
      return true;
    };
    start();
    await sleeping();
    expect(clock.waits()).toEqual([45_000]);
  });

  it('starts the list over when its continuation has expired', async () => {
    stub.pageSize = 1;
    ['a', 'b'].forEach(name => stub.put(deployment(name)));
    let once = true;
    stub.onList = (req, res) => {
      const expired = once && req.query.has('continue');
      if (expired) {
        once = false;
        json(res, 410, { kind: 'Status', code: 410 });
      }
      return expired;
    };
    start();
    await sleeping();
    expect(known.size).toBe(0);
    clock.runNext();
    await watching();
    expect([...known.keys()]).toEqual(['a', 'b']);
  });

  it('opens nothing after it was stopped during a list', async () => {
    stub.onList = () => true;
    start();
    await listed(1);
    controller.abort();
    await running;
    expect(stub.watchRequests()).toEqual([]);
  });
});
