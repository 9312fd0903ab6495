import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { environmentsOf } from './context';
// The bundle reads its skeletons from disk, so it is a Node library; only this test of the pure package loads it.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import { loadBuiltInBundle, loadBundle } from '@slipway/skeletons';
import { expandService, parseService } from '@slipway/model';
import { renderService } from './render';
import { validateTree } from './validate';

const examples = join(__dirname, '../../../examples/services');

describe('the examples on their platform', () => {
  it.each(readdirSync(examples))('%s renders without errors', async name => {
    const bundle = await loadBundle('./platform', join(examples, '..'));
    const { service, findings } = parseService(
      readFileSync(join(examples, name, 'slipway.yaml'), 'utf8'),
    );
    expect(findings).toEqual([]);
    expect(service?.metadata.name).toBe(name);
    const [first, ...others] = environmentsOf(service!, bundle);
    expect([first.name, first.cluster]).toEqual(['dev', 'local']);
    expect(others.map(({ cluster }) => cluster)).not.toContain('local');
    const rendered = renderService(service!, bundle);
    const errors = [
      ...rendered.findings,
      ...validateTree(rendered.tree, bundle),
    ].filter(({ severity }) => severity === 'error');
    expect(errors).toEqual([]);
    // Nothing of the template language is left over.
    const left = Object.entries(rendered.tree)
      .filter(([path]) => !/^\.(github|slipway)\//.test(path))
      .filter(([, { content }]) => /\$\{\{|\{%/.test(content))
      .map(([path]) => path);
    expect(left).toEqual([]);
  });
});

describe('a Go service of several workloads', () => {
  it('has a program for each, and what they have in common once', async () => {
    const bundle = await loadBuiltInBundle();
    const { tree, findings } = renderService(
      expandService({
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Service',
        metadata: { name: 'payments', owner: 'team-pay' },
        spec: {
          runtime: 'go',
          workloads: {
            api: { type: 'http', port: 8080 },
            worker: { type: 'worker' },
            sweep: { type: 'job', schedule: '0 4 * * *' },
          },
          environments: { dev: { cluster: 'local' } },
          repository: {
            host: 'github',
            url: 'https://github.com/shop/payments',
          },
        },
      }),
      bundle,
    );
    expect(findings).toEqual([]);
    expect(validateTree(tree, bundle)).toEqual([]);
    expect(
      Object.keys(tree).filter(path => /^cmd.*main\.go$/.test(path)),
    ).toEqual([
      'cmd/server/main.go',
      'cmd/sweep/main.go',
      'cmd/worker/main.go',
    ]);
    expect(tree['cmd/server/main.go'].content).toContain('Port: 8080');
    expect(tree['cmd/worker/main.go'].content).toContain('Port: 9090');
    expect(tree.Dockerfile.content).toContain(
      './cmd/server ./cmd/worker ./cmd/sweep',
    );
  });
});

describe('a web front end', () => {
  it.each([
    ['reads no needs, so its README says whose their variables are', 'db', 1],
    ['says nothing of needs that it has not', '', 0],
  ])('%s', async (_what, need, told) => {
    const bundle = await loadBuiltInBundle();
    const { tree } = renderService(
      expandService({
        apiVersion: 'slipway.dev/v1alpha1',
        kind: 'Service',
        metadata: { name: 'shelves', owner: 'team-web' },
        spec: {
          runtime: 'nextjs',
          workload: { type: 'web' },
          needs: need ? { [need]: { type: 'postgres' } } : {},
          environments: { dev: { cluster: 'local' } },
          repository: {
            host: 'github',
            url: 'https://github.com/shop/shelves',
          },
        },
      }),
      bundle,
    );
    const source = Object.keys(tree).filter(path => path.startsWith('src/'));
    expect(source.join()).not.toMatch(/needs|postgres/);
    expect(
      tree['README.md'].content.match(/variables are there for/g) ?? [],
    ).toHaveLength(told);
  });
});

describe('the workflow', () => {
  it('is YAML whose actions are pinned and whose rights are few', async () => {
    const bundle = await loadBuiltInBundle();
    const { service } = parseService(
      readFileSync(join(examples, 'payments', 'slipway.yaml'), 'utf8'),
    );
    const { tree } = renderService(service!, bundle);
    const workflow = parse(tree['.github/workflows/ci.yaml'].content);
    expect(workflow.permissions).toEqual({ contents: 'read' });
    const steps = Object.values<any>(workflow.jobs).flatMap(job => job.steps);
    for (const { uses } of steps.filter(step => step.uses)) {
      expect(uses).toMatch(/^[a-z-]+\/[a-z-]+@[0-9a-f]{40}$/);
    }
    expect(workflow.on.push['paths-ignore']).toEqual([
      'deploy/overlays/*/kustomization.yaml',
    ]);
  });
});
