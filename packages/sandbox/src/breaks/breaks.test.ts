import { SandboxWorld } from '../testing/sandboxWorld';

jest.setTimeout(120_000);

/** What each break does to a running service, and that it is healed: as a portal would see it. */
describe('Break commands', () => {
  let world: SandboxWorld;
  beforeAll(async () => {
    world = await SandboxWorld.start();
  });
  afterAll(async () => {
    await world?.close();
  });
  afterEach(() => world.assertQuiet());

  const about = { service: 'web', environment: 'staging' };
  const wish = async (path: string, body: object, status = 200) => {
    const response = await world.control('POST', path, body);
    const answer = await response.json();
    expect([response.status, answer.message]).toEqual([
      status,
      status === 200 ? undefined : expect.any(String),
    ]);
    return answer;
  };
  const inStaging = async (path: string) =>
    (
      await world.kubernetes(
        'eu-1',
        path.replace('NS', 'namespaces/web-staging'),
      )
    ).json();
  const waiting = async () => {
    const { items } = await inStaging('/api/v1/NS/pods');
    return items.flatMap(
      ({ status }: any) =>
        status.containerStatuses[0].state.waiting?.reason ?? [],
    );
  };

  it('tells what there is when it is asked for something else', async () => {
    const unknown = await wish('/breaks', { break: 'coffee' }, 400);
    expect(unknown.message).toMatch(/there are cluster-down, .*bad-image/);
    const halfSaid = await wish('/breaks', { break: 'bad-image' }, 400);
    expect(halfSaid.message).toMatch(/its service and environment/);
    const nobody = { break: 'cluster-down', cluster: 'mars' };
    expect((await wish('/breaks', nobody, 400)).message).toMatch(
      /there are local, eu-1, us-1/,
    );
  });

  it('deploys a tag that nobody built, and goes back', async () => {
    await wish('/breaks', { break: 'bad-image', about: 'web/staging' });
    await world.seconds(20);
    expect(await waiting()).toEqual(['ImagePullBackOff']);
    const { broken } = await (await world.control('GET', '/breaks')).json();
    expect(broken).toEqual([{ break: 'bad-image', ...about }]);
    await wish('/heals', { break: 'bad-image', ...about });
    await world.seconds(20);
    expect(await waiting()).toEqual([]);
  });

  it('deploys a version that ends as soon as it starts', async () => {
    await wish('/breaks', { break: 'crash-loop', ...about });
    await world.seconds(30);
    expect(await waiting()).toEqual(['CrashLoopBackOff']);
    await wish('/heals', { break: 'crash-loop', ...about });
    await world.seconds(30);
    expect(await waiting()).toEqual([]);
  });

  it('scales a Deployment by hand where Argo CD was told to leave it', async () => {
    const sync = async () =>
      (
        await (
          await world.argocd('GET', '/api/v1/applications/web-staging')
        ).json()
      ).status.sync.status;
    await wish('/breaks', { break: 'drift', ...about });
    await world.seconds(120);
    expect(await sync()).toBe('OutOfSync');
    await wish('/heals', { break: 'drift', ...about });
    await world.seconds(30);
    expect(await sync()).toBe('Synced');
  });

  it('lowers a quota, and takes it away again', async () => {
    const quotas = async () =>
      (await inStaging('/api/v1/NS/resourcequotas')).items;
    await wish('/breaks', { break: 'quota-shrinks', ...about });
    await world.seconds(1);
    expect((await quotas())[0].status).toEqual({
      hard: { pods: '3' },
      used: { pods: '2' },
    });
    await wish('/heals', { break: 'quota-shrinks', ...about });
    expect(await quotas()).toEqual([]);
  });

  it('keeps the portal out of a namespace, as roles would: of the rest each is left, and not all at once', async () => {
    const status = async (path: string) =>
      (await world.kubernetes('eu-1', path)).status;
    const denied = {
      break: 'namespace-denied',
      cluster: 'eu-1',
      namespace: 'web-staging',
    };
    await wish('/breaks', denied);
    expect(await status('/api/v1/namespaces/web-staging/pods')).toBe(403);
    expect(await status('/api/v1/pods')).toBe(403);
    expect(await status('/api/v1/namespaces/argocd/pods')).toBe(200);
    expect(await status('/api/v1/namespaces')).toBe(200);
    await wish('/heals', denied);
    expect(await status('/api/v1/pods')).toBe(200);
  });

  it('takes a cluster away, and brings it back', async () => {
    await wish('/breaks', { break: 'cluster-down', about: 'us-1' });
    const { faults } = await world.state();
    expect(faults['kubernetes/us-1'].kind).toBe('refuse');
    await wish('/heals', { break: 'cluster-down', about: 'us-1' });
    expect((await world.state()).faults).toEqual({});
  });

  it('has a page for it, which takes clicks of its own and of nobody else', async () => {
    const { control } = world.sandbox.addresses;
    const page = await (await fetch(control)).text();
    expect(page).toContain('A tag that nobody built is deployed');
    expect(page).toContain('web staging');
    const click = (origin: string) =>
      fetch(`${control}/breaks`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          origin,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({
          break: 'quota-shrinks',
          thing: JSON.stringify(about),
        }),
      });
    expect((await click('http://elsewhere.example')).status).toBe(403);
    expect((await click(control)).status).toBe(303);
    expect(await (await fetch(control)).text()).toContain('Heal');
    await wish('/heals', { break: 'quota-shrinks', ...about });
  });
});
