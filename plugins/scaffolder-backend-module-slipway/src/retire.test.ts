import { Actions } from './__testUtils__/actions';
import { TestPortal } from './__testUtils__/portal';
import { TestSandbox } from './__testUtils__/sandbox';

jest.setTimeout(120_000);

describe('The template "Retire a service", in a portal with the sandbox', () => {
  let sandbox: TestSandbox;
  let portal: TestPortal;

  beforeAll(async () => {
    sandbox = await TestSandbox.start();
    portal = await TestPortal.start(sandbox.config());
    for (const [name, owner] of [
      ['parcels', 'team-web'],
      ['letters', 'team-web'],
      ['ledger', 'team-pay'],
    ]) {
      const made = await portal.run('http-api', {
        name,
        owner: `group:default/${owner}`,
        runtime: 'go',
        environments: ['dev'],
      });
      if (made.status !== 'completed') {
        throw new Error(made.log);
      }
    }
  });
  afterAll(async () => {
    await portal?.stop();
    await sandbox?.stop();
  });

  const retire = (name: string, confirm = name) =>
    portal.run('retire-service', {
      entity: `component:default/${name}`,
      confirm,
    });
  const isArchived = async (name: string) =>
    (await sandbox.ask('GET', `/repos/shop/${name}`)).archived;
  const untouched = async (name: string) => ({
    runs: (await sandbox.applications()).includes(`${name}-dev`),
    archived: await isArchived(name),
    inCatalog: (await portal.entity('component', name)).status === 200,
  });
  const asBefore = { runs: true, archived: false, inCatalog: true };

  it('does nothing in a dry run, and says what it would do', async () => {
    const { status, body } = await portal.dryRun('retire-service', {
      entity: 'component:default/parcels',
      confirm: 'parcels',
    });
    expect({ status, error: body.error }).toEqual({ status: 200 });
    const log = body.log.map((line: any) => line.body.message).join('\n');
    expect(log).toContain('Would remove parcels-dev from Argo CD');
    expect(log).toContain('Would archive shop/parcels');
    expect(log).toContain('Would take component:default/parcels out of');
    expect(await untouched('parcels')).toEqual(asBefore);
  });

  it('refuses who does not belong to the owner, and whoever mistypes the name', async () => {
    const others = await retire('ledger');
    expect(others.status).toBe('failed');
    expect(others.log).toContain(
      'Only who belongs to group:default/team-pay may do this to ledger. Nothing was done.',
    );
    expect(await untouched('ledger')).toEqual(asBefore);

    const mistyped = await retire('parcels', 'parcel');
    expect(mistyped.status).toBe('failed');
    expect(mistyped.log).toContain(
      "'parcel' was typed, and the service is called 'parcels'",
    );
    expect(await untouched('parcels')).toEqual(asBefore);
  });

  it('ends nothing of others by an entry that points to it', async () => {
    const actions = new Actions(sandbox.config());
    jest.spyOn(actions.catalog, 'getEntityByRef').mockResolvedValue({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'ledger',
        namespace: 'elsewhere',
        annotations: {
          'backstage.io/source-location': `url:${sandbox.addresses.gitea}/shop/ledger/src/branch/main/`,
        },
      },
      spec: { owner: 'group:default/team-web' },
    });
    await expect(
      actions.run('slipway:service:find', {
        entityRef: 'component:elsewhere/ledger',
      }),
    ).rejects.toThrow(/is that of 'ledger' of group:default\/team-pay/);
    await actions.end();
  });

  it('ends deployments, repository and entry, in this order', async () => {
    const task = await retire('parcels');

    expect(task).toMatchObject({ status: 'completed' });
    const steps = [
      'Removed parcels-dev from Argo CD',
      'Archived shop/parcels',
      'Took component:default/parcels out of the catalog',
    ].map(said => task.log.indexOf(said));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps).not.toContain(-1);
    expect(await sandbox.applications()).toEqual(['ledger-dev', 'letters-dev']);
    expect(await isArchived('parcels')).toBe(true);
    expect((await portal.entity('component', 'parcels')).status).toBe(404);
    expect(task.output.text[0].content).toContain(
      '**parcels** runs nowhere any more',
    );
  });

  it('goes on where it stopped, when Argo CD was down', async () => {
    const service = 'letters';
    await sandbox.fault('argocd', 'refuse');
    const failed = await retire(service);
    expect(failed.status).toBe('failed');
    expect(await isArchived(service)).toBe(false);

    await sandbox.mend();
    // What a run before this one got done.
    await sandbox.ask('PATCH', `/repos/shop/${service}`, { archived: true });
    const again = await retire(service);
    expect(again).toMatchObject({ status: 'completed' });
    expect(again.log).toContain('is archived already, or gone');
    expect(await sandbox.applications()).toEqual(['ledger-dev']);
  });
});
