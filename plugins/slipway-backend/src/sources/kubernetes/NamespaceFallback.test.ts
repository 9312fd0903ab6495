import { labels as names, observedKinds } from '@slipway/model';
import {
  Answer,
  Aspect,
  SourceHealth,
  StateOf,
} from '@slipway/plugin-slipway-common';
import { Knex } from 'knex';
import { FakeClock, until } from '../../__testUtils__/FakeClock';
import { KubernetesStub, json } from '../../__testUtils__/KubernetesStub';
import { directoryFor } from '../../__testUtils__/directory';
import { Claims, follow, openStore } from '../../__testUtils__/following';
import {
  fluxSource,
  readyKustomization,
} from '../../__testUtils__/fluxSources';
import { serviceObjects } from '../../__testUtils__/objects';
import { quota } from '../../__testUtils__/operators';
import { knownOf } from '../../entities/EntityDirectory';
import { answerFor } from '../../service/answer';
import { KnexStateStore } from '../../store';
import { MOST_NAMESPACES } from './NamespaceFallback';

// Real sockets, and a busy machine.
jest.setTimeout(30_000);

const inNamespace = /\/namespaces\/([^/]+)\//;

const entityIn = (namespace: string) =>
  knownOf({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: namespace,
      annotations: {
        'backstage.io/kubernetes-id': namespace,
        'slipway.dev/environments': `dev=eu-1/${namespace}`,
      },
    },
  });

// From the cluster over the database to what a reader is told.
describe('a cluster of which the account may read some namespaces', () => {
  let stub: KubernetesStub;
  let clock: FakeClock;
  let catalog: Claims;
  let knex: Knex;
  let store: KnexStateStore;
  let following: Awaited<ReturnType<typeof follow>>;
  /** What may be read; all of it while undefined. */
  let allowed: Set<string> | undefined;

  const put = (service: string, tag?: string) => {
    const of = { service, namespace: service, environment: 'dev', tag };
    serviceObjects(of).all.forEach(object => stub.put(object));
    const { metadata, ...rest } = quota({ pods: '2' });
    stub.put({ ...rest, metadata: { ...metadata, namespace: service } });
  };

  const named = (...namespaces: string[]) => {
    catalog.entities = namespaces.map(entityIn);
  };

  const begin = async () => {
    const directory = directoryFor(stub);
    following = await follow({
      directory,
      knex,
      store,
      clock,
      claims: catalog,
    });
  };

  const answer = async <A extends Aspect = 'deployments'>(
    service: string,
    aspect: A = 'deployments' as A,
  ): Promise<Answer<StateOf[A]>> =>
    answerFor(
      aspect,
      { name: 'dev', cluster: 'eu-1', namespace: service },
      {
        documents: await store.documentsOf(service),
        health: await store.health(),
      },
    );

  const healthIds = async () =>
    (await store.health()).flatMap(({ id, value }) => (value ? [id] : []));

  const becomes = async (is: () => Promise<boolean>) => {
    let so = false;
    for (let i = 0; i < 400 && !so; i++) {
      clock.advance(250);
      await new Promise(resolve => setTimeout(resolve, 5));
      so = await is();
    }
    expect(so).toBe(true);
  };
  const says = (
    service: string,
    what: 'data' | 'absent' | 'denied' | 'unreachable',
    aspect?: Aspect,
  ) => becomes(async () => (await answer(service, aspect)).answer === what);

  const version = async (service: string) => {
    const told = await answer(service);
    return told.answer === 'data'
      ? told.value.workloads[0]?.version
      : undefined;
  };

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    const refuse: KubernetesStub['onList'] = ({ path }, res) => {
      const namespace = inNamespace.exec(path)?.[1];
      const may =
        path === '/apis' || !allowed || (namespace && allowed.has(namespace));
      if (!may) {
        json(res, 403, { kind: 'Status', code: 403 });
      }
      return !may;
    };
    stub.onList = refuse;
    stub.onWatch = refuse;
    clock = new FakeClock();
    catalog = new Claims();
    ({ knex, store } = await openStore());
    ['alpha', 'beta', 'gamma'].forEach(one => put(one));
    named('alpha', 'beta', 'gamma');
    allowed = new Set(['alpha', 'beta']);
  });

  afterEach(async () => {
    await following?.stop();
    await knex.destroy();
    await stub.stop();
  });

  it('reads those, says of the others what they need, and follows changes', async () => {
    await begin();
    await says('alpha', 'data');
    await says('beta', 'data', 'quota');
    await says('gamma', 'denied');
    const needs = (what: string, aspect?: Aspect) =>
      becomes(async () => {
        const told = await answer('gamma', aspect);
        return told.answer === 'denied' && told.permission.includes(what);
      });
    const there = 'on cluster eu-1, by a Role in namespace gamma';
    await needs(`list resourcequotas ${there}`, 'quota');
    await needs(`list and watch pods ${there}`);
    // Nobody names it, and nobody says that nothing is there.
    expect(await answer('delta')).toMatchObject({
      answer: 'denied',
      permission: expect.stringMatching(/pods on cluster eu-1$/),
    });
    put('alpha', '0.2.0-g1a2b3c4');
    await becomes(async () => (await version('alpha')) === '0.2.0');

    // A role is given.
    allowed!.add('gamma');
    await says('gamma', 'data');
    await says('gamma', 'data', 'quota');
  });

  it('keeps what it knew, and is back at the whole cluster when it may', async () => {
    put('still');
    named('alpha', 'beta', 'gamma', 'still');
    allowed = undefined;
    await begin();
    await says('alpha', 'data');
    await says('still', 'data');
    await says('gamma', 'data', 'quota');
    await says('alpha', 'absent', 'exposure');

    allowed = new Set(['alpha', 'beta', 'still']);
    stub.endWatches('end');
    await says('gamma', 'denied');
    await says('alpha', 'data');
    await says('still', 'data');
    expect(await answer('gamma')).toMatchObject({
      lastKnown: { value: { workloads: [{ version: '0.1.7' }] } },
    });
    // What went meanwhile went.
    ['Deployment', 'ReplicaSet', 'Pod'].forEach(kind =>
      [...stub.objects.values()]
        .filter(o => o.kind === kind && o.metadata.namespace === 'beta')
        .forEach(o => stub.remove(kind, 'beta', o.metadata.name)),
    );
    await says('beta', 'absent');
    put('alpha', '0.3.0-g1a2b3c4');
    await becomes(async () => (await version('alpha')) === '0.3.0');

    allowed = undefined;
    let gap = false;
    await becomes(async () => {
      gap ||= (await answer('alpha')).answer !== 'data';
      const ids = await healthIds();
      return (
        (await answer('gamma')).answer === 'data' &&
        (await answer('gamma', 'quota')).answer === 'data' &&
        !ids.some(id => id.includes('/ns/'))
      );
    });
    expect(gap).toBe(false);
    expect(await version('alpha')).toBe('0.3.0');
    expect((await answer('beta')).answer).toBe('absent');
    await until(() =>
      [...stub.watches].every(({ path }) => !inNamespace.test(path)),
    );
    // At once, and not when something of it changes.
    const begun = clock.now();
    await becomes(async () =>
      (
        await store.documentsOf('alpha', 'gamma', 'still')
      ).every(({ value }) => !value.source.includes('/ns/')),
    );
    expect(clock.now() - begun).toBeLessThan(5_000);
  });

  it('says of a source of Flux elsewhere that it may not be read, and what would be needed', async () => {
    stub.apis.push(
      'kustomize.toolkit.fluxcd.io/v1',
      'source.toolkit.fluxcd.io/v1',
    );
    const { metadata, spec, ...rest } = readyKustomization();
    const labels = {
      [names.kubernetesId]: 'alpha',
      [names.service]: 'alpha',
      [names.environment]: 'dev',
    };
    stub.put({
      ...rest,
      spec: { ...spec, targetNamespace: 'alpha' },
      metadata: { ...metadata, namespace: 'alpha', labels },
    });
    stub.put(fluxSource(true));
    await begin();
    await says('alpha', 'data', 'delivery');
    expect(await answer('alpha', 'delivery')).toMatchObject({
      value: {
        verdict: { state: 'healthy' },
        deliveries: [
          {
            sources: [
              {
                answer: 'denied',
                permission:
                  'list gitrepositories.source.toolkit.fluxcd.io on cluster eu-1',
              },
            ],
          },
        ],
      },
    });
  });

  it('follows the catalog', async () => {
    named('alpha');
    await begin();
    await says('alpha', 'data');
    expect((await answer('beta')).answer).toBe('denied');

    named('alpha', 'beta');
    await says('beta', 'data');
    named('beta');
    await becomes(
      async () => !(await healthIds()).some(id => id.includes('/ns/alpha')),
    );
    // It is not read any more, and not forgotten.
    expect(await answer('alpha')).toMatchObject({
      answer: 'denied',
      lastKnown: { value: { workloads: [{ version: '0.1.7' }] } },
    });
  });

  it('reads no more than so many, and says so', async () => {
    const many = Array.from(
      { length: MOST_NAMESPACES + 3 },
      (_, i) => `many-${i}`,
    );
    named(...many);
    allowed = new Set(many);
    await begin();
    await becomes(async () => {
      const told = new Map(
        (await store.health()).map(({ id, value }) => [id, value]),
      ) as Map<string, SourceHealth | undefined>;
      return (
        told
          .get('kubernetes/eu-1')
          ?.permission?.includes(
            `of the ${
              MOST_NAMESPACES + 3
            } namespaces that the catalog names there, ${MOST_NAMESPACES} are read one by one`,
          ) ?? false
      );
    });
    const ids = (await healthIds()).filter(id => /\/ns\/[^/]+$/.test(id));
    expect(ids.length).toBeLessThanOrEqual(MOST_NAMESPACES);
  });

  it('asks a cluster of many namespaces for little, however many kinds it has', async () => {
    stub.apis = [
      ...new Set(Object.values(observedKinds).map(({ apis: [api] }) => api)),
    ];
    const many = Array.from({ length: MOST_NAMESPACES }, (_, i) => `many-${i}`);
    many.forEach(one => put(one));
    named(...many);
    allowed = new Set(many);
    await begin();
    const turn = async (ms: number) => {
      for (let gone = 0; gone < ms; gone += 500) {
        if (gone % 30_000 === 0) {
          // As a real cluster does once a minute.
          for (const { path } of [...stub.watches]) {
            stub.bookmark(path);
          }
        }
        clock.advance(500);
        let seen: number;
        do {
          seen = stub.requests.length;
          await new Promise(resolve => setTimeout(resolve, 4));
        } while (stub.requests.length > seen || stub.busy > 0);
      }
    };
    await turn(60_000);
    for (const one of many) {
      expect((await answer(one)).answer).toBe('data');
      expect((await answer(one, 'quota')).answer).toBe('data');
    }
    const before = stub.requests.length;
    await turn(300_000);
    // Twice as often as where nothing is said: what is listed is listed each half minute here. docs/limits.md has the figures.
    const perSecond = (stub.requests.length - before) / 300;
    expect(perSecond).toBeLessThanOrEqual(12);
    expect(stub.watches.size).toBeLessThanOrEqual(9 * MOST_NAMESPACES);
  }, 120_000);

  it('tries for all of them together while the cluster is down, and comes back without a storm', async () => {
    stub.apis = [
      ...new Set(Object.values(observedKinds).map(({ apis: [api] }) => api)),
    ];
    const many = Array.from({ length: MOST_NAMESPACES }, (_, i) => `many-${i}`);
    many.forEach(one => put(one));
    named(...many);
    allowed = new Set(many);
    const { onList: up } = stub;
    await begin();
    const quiet = async () => {
      let seen: number;
      do {
        seen = stub.requests.length;
        await new Promise(resolve => setTimeout(resolve, 5));
      } while (stub.requests.length > seen || stub.busy > 0);
    };
    /** What was asked in the busiest second, half a second being the step. */
    let busiest = 0;
    const turn = async (
      ms: number,
      done: () => Promise<boolean> = async () => false,
    ) => {
      const begun = clock.now();
      let last = 0;
      await quiet();
      while (clock.now() - begun < ms && !(await done())) {
        const before = stub.requests.length;
        clock.advance(500);
        await quiet();
        const asked = stub.requests.length - before;
        busiest = Math.max(busiest, last + asked);
        last = asked;
      }
      return clock.now() - begun;
    };
    /** Of the namespaces. Velero's schedules are in none of them, and stay denied. */
    const inState = async (state: SourceHealth['state']) => {
      const health = (await store.health()).flatMap(({ id, value }) =>
        value && /\/ns\/(?!.*\/backups$)/.test(id) ? [value] : [],
      );
      return (
        health.length >= 7 * MOST_NAMESPACES &&
        health.every(one => one.state === state)
      );
    };
    await turn(60_000, () => inState('ok'));
    expect(await inState('ok')).toBe(true);
    busiest = 0;

    const refuse: KubernetesStub['onList'] = ({ socket }) => {
      socket.destroy();
      return true;
    };
    stub.onList = refuse;
    stub.onWatch = refuse;
    stub.endWatches('destroy');
    await turn(60_000, () => inState('unreachable'));
    expect(await inState('unreachable')).toBe(true);
    const before = stub.requests.length;
    await turn(120_000);
    const perSecond = (stub.requests.length - before) / 120;
    expect(perSecond).toBeLessThanOrEqual(0.22);
    expect(perSecond).toBeGreaterThan(0.05);
    expect(busiest).toBeLessThan(100);

    put('many-7', '0.2.0-g1a2b3c4');
    stub.onList = up;
    stub.onWatch = up;
    const took = await turn(
      60_000,
      async () =>
        (await inState('ok')) && (await version('many-7')) === '0.2.0',
    );
    expect(took).toBeLessThanOrEqual(35_000);
    // As when they were begun: their watches, and what is listed, in some fifteen seconds.
    expect(busiest).toBeLessThanOrEqual(250);
  }, 180_000);

  it('asks no namespace of a cluster that does not know the account', async () => {
    stub.onList = (_, res) => {
      json(res, 401, { kind: 'Status', code: 401 });
      return true;
    };
    await begin();
    await says('alpha', 'denied');
    await says('alpha', 'denied', 'quota');
    for (let i = 0; i < 20; i++) {
      clock.advance(1_000);
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    expect(stub.requests.filter(({ path }) => inNamespace.test(path))).toEqual(
      [],
    );
  });
});
