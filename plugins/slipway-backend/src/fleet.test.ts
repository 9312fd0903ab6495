import {
  BackupsPage,
  DuePage,
  FleetPage,
  QuotasPage,
  knownIn,
} from '@slipway/plugin-slipway-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { KubernetesStub } from './__testUtils__/KubernetesStub';
import { differences, get, readUntil } from './__testUtils__/api';
import { serviceObjects } from './__testUtils__/objects';
import {
  backupRun,
  certificate,
  cronJob,
  podMetrics,
  quota,
} from './__testUtils__/operators';
import { memoryDatabase, startPortal } from './__testUtils__/portal';
import { ownPostgres } from './__testUtils__/stores';

const fleet = '/api/slipway/v1/fleet';

function entity(name: string, owner: string, environments: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'backstage.io/kubernetes-id': name,
        'slipway.dev/environments': environments,
      },
    },
    spec: { type: 'service', system: owner === 'shop' ? 'web' : 'back' },
    relations: [{ type: 'ownedBy', targetRef: `group:default/${owner}` }],
  };
}

const system = (name: string, domain: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name },
  spec: { owner: 'shop', domain },
});

const domain = (name: string, subdomainOf?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Domain',
  metadata: { name },
  spec: { owner: 'shop', subdomainOf },
});

const entities = [
  domain('commerce', 'retail'),
  domain('retail', 'company'),
  // Somebody made a circle.
  domain('company', 'domain:default/Commerce'),
  system('web', 'commerce'),
  system('back', 'domain:other/Books'),
  entity('payments', 'shop', 'dev=eu-1/payments-dev,prod=eu-1/payments-prod'),
  entity('cart', 'shop', 'prod=eu-1/cart'),
  entity('ledger', 'books', 'prod=eu-1/ledger'),
  entity('nothing', 'books', 'prod=away/nothing'),
];

/** Only who owns it may read it. */
const onlyOwners = (...claims: string[]) => ({
  authorizeConditional: async () => [
    {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        resourceType: 'catalog-entity',
        params: { claims },
      },
    },
    { result: AuthorizeResult.ALLOW },
  ],
});

// Real sockets, and a busy machine.
jest.setTimeout(30_000);

describe('the fleet', () => {
  let stub: KubernetesStub;
  let server: any;
  let stop: () => Promise<void>;

  const page = async <T = FleetPage>(query: string, path = fleet) =>
    (await get(server, `${path}?${query}`)).body as T;
  const names = async (query: string) => {
    const found = await page(query);
    expect(found).not.toHaveProperty('error');
    return found.services.map(({ name }) => name);
  };

  async function start(
    permissions = {},
    more: Pick<Parameters<typeof startPortal>[1], 'database'> = {},
  ) {
    const portal = await startPortal(stub, { entities, permissions, ...more });
    server = portal.server;
    stop = portal.stop;
    await readUntil<FleetPage>(
      server,
      ({ services }) =>
        services.some(({ environments }) =>
          environments.some(e => e.aspects.deployments?.answer === 'data'),
        ),
      fleet,
    );
  }

  beforeEach(async () => {
    stub = await KubernetesStub.start();
    const put = (options: Parameters<typeof serviceObjects>[0]) =>
      serviceObjects(options).all.forEach(object => stub.put(object));
    put({ namespace: 'payments-dev', tag: '0.1.8-g1a2b3c4' });
    put({ environment: 'prod', namespace: 'payments-prod' });
    put({
      service: 'cart',
      environment: 'prod',
      namespace: 'cart',
      waiting: 'ImagePullBackOff',
    });
    put({ service: 'ledger', environment: 'prod', namespace: 'ledger' });
    stub.put(quota({ pods: '4' }));
  });

  afterEach(async () => {
    await stop();
    await stub.stop();
  });

  it('lists services with what is known of each environment, the names in order', async () => {
    await start();
    const found = await page('');
    expect(differences('FleetPage', found)).toEqual([]);
    expect(found.services.map(({ name }) => name)).toEqual([
      'cart',
      'ledger',
      'nothing',
      'payments',
    ]);
    const [cart, , nothing, payments] = found.services;
    expect(cart).toMatchObject({ verdict: 'failed', system: 'web' });
    expect(cart.environments[0].aspects.deployments).toEqual({
      answer: 'data',
      state: 'failed',
      codes: ['image-pull'],
      message: 'prod cannot pull the image of 0.1.7',
      // Another language says them anew.
      words: {
        message: ['{{0}} cannot pull the image of {{1}}', 'prod', '0.1.7'],
        evidence: expect.arrayContaining(['cart', 'ImagePullBackOff']),
      },
      evidence: expect.stringContaining('ImagePullBackOff'),
    });
    // A cluster that this portal does not know is no cluster without it.
    expect(nothing.verdict).toBe('unknown');
    expect(nothing.environments[0].aspects.deployments?.answer).toBe(
      'unreachable',
    );
    expect(
      payments.environments.map(({ name, versions }) => [name, ...versions]),
    ).toEqual([
      ['dev', '0.1.8'],
      ['prod', '0.1.7'],
    ]);
    expect(JSON.stringify(found)).not.toMatch(/planted|10\.0\.0\.1/);
  });

  it('shows the version of a service without those of what it brings for itself', async () => {
    stub.put(ownPostgres());
    await start();
    const both = await readUntil(
      server,
      ({ environments: [{ state }] }) => knownIn(state)?.workloads.length === 2,
    );
    const [{ environments }] = (await page('search=payments')).services;

    expect(
      knownIn(both.environments[0].state)!.workloads.map(
        ({ name, version, need }) => [name, version, need],
      ),
    ).toEqual([
      ['payments', '0.1.8', undefined],
      ['payments-db', '18', 'db'],
    ]);
    expect(environments[0]).toMatchObject({ versions: ['0.1.8'], wanted: 2 });
  });

  it('chooses, searches, orders and tells what there is to choose from', async () => {
    await start();
    expect(await names('owner=group%3Adefault%2Fshop')).toEqual([
      'cart',
      'payments',
    ]);
    expect(await names('verdict=failed&verdict=unknown')).toEqual([
      'cart',
      'nothing',
    ]);
    expect(await names('trouble=deployments')).toEqual(['cart', 'nothing']);
    expect(await names('search=PAY%200.1.8')).toEqual(['payments']);
    expect(await names('search=pay%20nowhere')).toEqual([]);
    expect(await names('sort=verdict')).toEqual([
      'cart',
      'nothing',
      'ledger',
      'payments',
    ]);
    expect(await names('sort=-name')).toEqual([
      'payments',
      'nothing',
      'ledger',
      'cart',
    ]);
    const { services, facets } = await page(
      'environment=dev&owner=group%3Adefault%2Fshop',
    );
    expect(services).toMatchObject([
      { name: 'payments', environments: [{ name: 'dev' }] },
    ]);
    expect(facets).toMatchObject({
      // Beside the other choices: what there would be without this one.
      owner: { 'group:default/shop': 1 },
      environment: { dev: 1, prod: 2 },
      system: { web: 1 },
      verdict: { healthy: 1 },
    });
  });

  it('knows the domains of systems, and shows no system as a service', async () => {
    await start();
    expect(await names('domain=commerce')).toEqual(['cart', 'payments']);
    // What is in a part of a domain is in the domain.
    expect(await names('domain=retail')).toEqual(['cart', 'payments']);
    expect(await names('domain=company')).toEqual(['cart', 'payments']);
    const [cart] = (
      await page('domain=company&entity=component%3Adefault%2Fcart')
    ).services;
    expect(cart).toMatchObject({
      domain: 'commerce',
      domainsAbove: ['retail', 'company'],
    });
    expect(await names('domain=other%2Fbooks')).toEqual(['ledger', 'nothing']);
    const { facets } = await page('system=web');
    expect(facets.domain).toEqual({ commerce: 2, company: 2, retail: 2 });
    expect(facets.system).toEqual({ back: 2, web: 2 });
  });

  it('tells of services and namespaces that are asked for by name, and counts no others', async () => {
    await start();
    // As many as a page of a catalog or of results may hold.
    const others = Array.from(
      { length: 98 },
      (_, n) => `&entity=component%3Adefault%2Fother-${n}`,
    ).join('');
    const asked = await page(
      `entity=component%3Adefault%2Fcart&entity=component%3Adefault%2Fledger${others}`,
    );
    expect(asked.services.map(({ name }) => name)).toEqual(['cart', 'ledger']);
    expect(asked.facets.worst).toEqual({ failed: 1, healthy: 1 });

    const lives = await page('namespace=payments-dev&cluster=eu-1');
    expect(lives.services).toMatchObject([
      { name: 'payments', environments: [{ name: 'dev' }] },
    ]);
    expect(lives.facets.environment).toEqual({ dev: 1 });
    const { quotas } = await page<QuotasPage>(
      'namespace=cart',
      '/api/slipway/v1/quotas',
    );
    expect(quotas.map(({ namespace }) => namespace)).not.toContain(
      'payments-dev',
    );
  });

  it('counts each service once by its worst environment of those asked about', async () => {
    await start();
    const all = await page('');
    const counts = Object.values(all.facets.worst);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(all.total);
    for (const [verdict, count] of Object.entries(all.facets.worst)) {
      const found = await page(`worst=${verdict}`);
      expect(found.total).toBe(count);
      expect(found.services.map(one => one.verdict)).toEqual(
        Array(count).fill(verdict),
      );
      // What else could be chosen instead stays to be seen, and the rest is of these alone.
      expect(found.facets.worst).toEqual(all.facets.worst);
      expect(
        Object.values(found.facets.owner).reduce((sum, one) => sum + one, 0),
      ).toBeLessThanOrEqual(count);
    }
    // Only dev is asked about, where all is well.
    const dev = await page('environment=dev&worst=healthy');
    expect(dev.services.map(({ name }) => name)).toEqual(['payments']);
    expect(dev.facets.worst).toEqual({ healthy: 1 });
  });

  it('comes in pages which, put together, are all of it', async () => {
    await start();
    for (const sort of ['name', '-name', 'verdict', 'quota', '-backup']) {
      const seen: string[] = [];
      let next: string | undefined;
      do {
        const some: FleetPage = await page(
          `sort=${sort}&limit=1${next ? `&cursor=${next}` : ''}`,
        );
        expect(some.total).toBe(4);
        seen.push(...some.services.map(({ name }) => name));
        next = some.next;
      } while (next);
      expect(seen).toEqual(await names(`sort=${sort}`));
      expect(new Set(seen).size).toBe(4);
    }
    const { status, body } = await get(server, `${fleet}?cursor=nonsense`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(/begin without one/);
  });

  it('shows who asks only what he may read, in every list', async () => {
    await start(onlyOwners('group:default/books'));
    expect((await page('')).total).toBe(2);
    expect(await names('')).toEqual(['ledger', 'nothing']);
    expect((await page('')).facets.owner).toEqual({ 'group:default/books': 2 });
    const { quotas } = await page<QuotasPage>('', '/api/slipway/v1/quotas');
    expect(quotas.map(({ namespace }) => namespace)).not.toContain(
      'payments-dev',
    );
    const { backups } = await page<BackupsPage>('', '/api/slipway/v1/backups');
    expect(backups).toEqual([]);
  });

  it('follows what changes', async () => {
    await start();
    expect(await names('verdict=failed')).toEqual(['cart']);
    serviceObjects({
      service: 'cart',
      environment: 'prod',
      namespace: 'cart',
    }).all.forEach(object => stub.put(object));
    const healed = await readUntil<FleetPage>(
      server,
      ({ total }) => total === 0,
      `${fleet}?verdict=failed`,
    );
    expect(healed.facets.verdict).toMatchObject({ healthy: 3 });
  });

  it('tells environments apart that share a namespace, also when one is asked for', async () => {
    stub.put(cronJob());
    backupRun('20').forEach(object => stub.put(object));
    const portal = await startPortal(stub, {
      entities: [
        entity(
          'payments',
          'shop',
          'dev=eu-1/payments-dev,test=eu-1/payments-dev',
        ),
      ],
    });
    ({ server, stop } = portal);
    const backups = '/api/slipway/v1/backups';
    await readUntil<BackupsPage>(server, ({ total }) => total === 1, backups);
    const totals = ['dev', 'test'].map(
      async name =>
        (await page<BackupsPage>(`environment=${name}`, backups)).total,
    );
    expect(await Promise.all(totals)).toEqual([1, 0]);
  });

  it('lists quotas by namespace and backups by age', async () => {
    stub.put(cronJob());
    backupRun('20').forEach(object => stub.put(object));
    stub.apis.push('metrics.k8s.io/v1beta1');
    stub.put(podMetrics('payments-0', '50m', '100Mi'));
    await start();
    const useOf = ({ quotas: [first] }: QuotasPage) =>
      first && knownIn(first.state)?.use;
    const quotas = await readUntil<QuotasPage>(
      server,
      one => one.total > 1 && useOf(one)?.answer === 'data',
      '/api/slipway/v1/quotas',
    );
    expect(differences('QuotasPage', quotas)).toEqual([]);
    expect(quotas.quotas[0]).toMatchObject({
      namespace: 'payments-dev',
      services: ['component:default/payments'],
      state: { answer: 'data' },
    });
    expect(useOf(quotas)).toMatchObject({
      value: { all: { cpu: 0.05, memory: 100 * 1024 ** 2 } },
    });
    const backups = await readUntil<BackupsPage>(
      server,
      ({ total }) => total > 0,
      '/api/slipway/v1/backups',
    );
    expect(differences('BackupsPage', backups)).toEqual([]);
    expect(backups.backups[0]).toMatchObject({
      entityRef: 'component:default/payments',
      answer: 'data',
      does: 'backup',
    });
  });

  it('says after another start of what was not read since that it is being read', async () => {
    const database = memoryDatabase();
    const backups = '/api/slipway/v1/backups';
    stub.put(cronJob());
    backupRun('20').forEach(object => stub.put(object));
    await start({}, { database });
    const before = await readUntil<BackupsPage>(
      server,
      ({ total }) => total > 0,
      backups,
    );
    expect(before).not.toHaveProperty('starting');
    await stop();

    // The cluster takes its time with all that is not watched.
    stub.onList = ({ path }) => /cronjobs|resourcequotas/.test(path);
    await start({}, { database });
    const after = await page<BackupsPage>('', backups);
    expect(differences('BackupsPage', after)).toEqual([]);
    expect(after).toMatchObject({
      starting: 4,
      backups: [{ answer: 'unreachable', starting: true }],
    });
    const due = await page<DuePage>('', '/api/slipway/v1/due');
    expect(differences('DuePage', due)).toEqual([]);
    expect(due).toMatchObject({ starting: 4, unread: 1 });
    expect(due.due).toMatchObject(
      due.due.map(() => ({ answer: 'unreachable', starting: true })),
    );
    const { quotas } = await page<QuotasPage>('', '/api/slipway/v1/quotas');
    expect(
      quotas.find(({ namespace }) => namespace === 'payments-dev')?.state,
    ).toMatchObject({ answer: 'unreachable', starting: true });
    await stop();
    await database.destroy();
    await start();
  });

  it('lists what ends, what ends first before the rest, of the services that somebody may read', async () => {
    const ends = (days: number) =>
      new Date(Date.now() + days * 86_400_000).toISOString();
    const { metadata, spec, status } = certificate();
    const ending = (
      name: string,
      environment: string,
      namespace: string,
      days: number,
    ) => ({
      kind: 'Certificate',
      metadata: {
        ...metadata,
        name,
        namespace,
        labels: {
          'backstage.io/kubernetes-id': name,
          'slipway.dev/service': name,
          'slipway.dev/environment': environment,
        },
      },
      spec: { ...spec, dnsNames: [`${name}.example.org`] },
      status: { ...status, notAfter: ends(days), renewalTime: ends(days - 30) },
    });
    stub.apis.push('cert-manager.io/v1');
    stub.put(ending('payments', 'dev', 'payments-dev', 80));
    stub.put(ending('ledger', 'prod', 'ledger', 3));
    await start();
    const due = '/api/slipway/v1/due';
    const all = await readUntil<DuePage>(
      server,
      ({ total }) => total === 2,
      due,
    );
    expect(differences('DuePage', all)).toEqual([]);
    expect(all.due).toMatchObject([
      {
        entityRef: 'component:default/ledger',
        environment: 'prod',
        hosts: ['ledger.example.org'],
        answer: 'data',
        state: 'degraded',
        remedy: expect.stringMatching(/CertificateRequest/),
      },
      { entityRef: 'component:default/payments', state: 'healthy' },
    ]);
    // The cluster of `nothing` is none that is read.
    expect(all.unread).toBe(1);
    expect(all.kinds).toEqual({ certificate: 2 });
    expect(all.facets.owner).toEqual({
      'group:default/books': 1,
      'group:default/shop': 1,
    });
    const asked = (query: string) => page<DuePage>(query, due);
    expect((await asked('within=30')).due.map(({ name }) => name)).toEqual([
      'ledger',
    ]);
    expect(await asked('owner=group%3Adefault%2Fshop')).toMatchObject({
      total: 1,
      unread: 0,
      due: [{ name: 'payments' }],
    });
    expect(await asked('kind=secret')).toMatchObject({
      total: 0,
      kinds: { certificate: 2 },
    });
    const { next, ...first } = await asked('limit=1');
    const second = await asked(`limit=1&cursor=${next}`);
    expect([...first.due, ...second.due]).toEqual(all.due);
    expect(second.next).toBeUndefined();
    await stop();

    await start(onlyOwners('group:default/books'));
    const mine = await readUntil<DuePage>(
      server,
      ({ total }) => total > 0,
      due,
    );
    expect(mine.due.map(({ name }) => name)).toEqual(['ledger']);
    expect(mine.facets.owner).toEqual({ 'group:default/books': 1 });
  });
});
