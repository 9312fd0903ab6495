import {
  evaluateOverlay,
  renderService,
  validateTree,
} from '@slipway/blueprint';
import { checkService } from '@slipway/model';
import { bundle } from './bundle';

/** A service of ACME, as it comes out of a small spec. */
async function rendered(spec: object = {}) {
  const platform = await bundle();
  const { service } = checkService({
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: { name: 'parcels', owner: 'group:default/team-web' },
    spec: {
      runtime: 'go',
      workload: { type: 'http' },
      environments: {
        dev: { cluster: 'local' },
        prod: { cluster: 'eu-1' },
      },
      repository: { host: 'github', url: 'https://github.com/acme/parcels' },
      ...spec,
    },
  });
  const { tree, findings } = renderService(service!, platform);
  const deployment: any =
    tree['slipway.yaml'] || Object.keys(tree).length
      ? evaluateOverlay(tree, 'deploy/overlays/prod').find(
          ({ kind }) => kind === 'Deployment',
        )
      : undefined;
  return { tree, findings, deployment, platform };
}

describe('the platform of ACME', () => {
  it('has its own defaults, below what a spec says', async () => {
    const { deployment } = await rendered();
    expect(deployment.spec.replicas).toBe(2);
    expect(deployment.spec.template.spec.containers[0].image).toMatch(
      /^registry\.acme\.example\/acme\/parcels:/,
    );
    const { deployment: own } = await rendered({
      workload: { type: 'http', replicas: 5 },
    });
    expect(own.spec.replicas).toBe(5);
  });

  it('writes for a cluster what its profile has, and leaves it out where it is not', async () => {
    const { tree, findings } = await rendered({ expose: {} });
    const objectsIn = (environment: string): any[] =>
      evaluateOverlay(tree, `deploy/overlays/${environment}`);
    const find = (environment: string, wanted: string) =>
      objectsIn(environment).find(({ kind }) => kind === wanted);

    expect(find('prod', 'HTTPRoute').spec).toMatchObject({
      hostnames: ['parcels.prod.eu.acme.example'],
      parentRefs: [{ name: 'public', namespace: 'gateways' }],
    });
    expect(find('prod', 'ServiceMonitor').metadata.labels).toMatchObject({
      release: 'prometheus',
    });
    const pods = find('prod', 'Deployment').spec.template.spec;
    expect(pods.topologySpreadConstraints).toContainEqual(
      expect.objectContaining({ topologyKey: 'topology.kubernetes.io/zone' }),
    );
    expect(find('dev', 'HTTPRoute')).toBeUndefined();
    expect(find('dev', 'ServiceMonitor')).toBeUndefined();
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('refuses what it locked, with its reason', async () => {
    const { findings } = await rendered({ delivery: { engine: 'flux' } });
    expect(findings).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        message: expect.stringContaining('all of ACME is delivered by Argo CD'),
      }),
    );
  });

  it('has a part of its own, in pods, files and findings', async () => {
    const { tree, deployment, findings } = await rendered({
      needs: { db: { type: 'postgres' } },
    });
    expect(deployment.spec.template.metadata.labels).toMatchObject({
      'acme.example/cost-center': 'team-web',
    });
    expect(tree.CODEOWNERS.content).toBe('* @acme/team-web\n');
    expect(findings.map(({ rule }) => rule)).toContain('acme.backup-decided');
  });

  it('wraps a built-in part', async () => {
    const { tree } = await rendered();
    expect(tree['docs/runbook.md'].content).toMatch(
      /^# [^]+\n## Who helps\n\nThe platform team, in the channel #platform\.\n$/,
    );
  });

  it('adds to the source of new services', async () => {
    const { tree } = await rendered();
    expect(tree['internal/acme/acme.go'].content).toContain(
      'const Service = "parcels"',
    );
    expect(tree['internal/api/api.go']).toBeDefined();
  });

  it('makes repositories in which nothing is wrong', async () => {
    const { tree, findings, platform } = await rendered();
    expect([...findings, ...validateTree(tree, platform)]).toEqual([]);
  });
});
