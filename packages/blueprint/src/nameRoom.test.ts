import fc from 'fast-check';
import {
  expandService,
  namesTooLong,
  needProviders,
  serviceNameRule,
  usualNeedName,
  type ServiceInput,
} from '@slipway/model';
import { fullBundle } from '@slipway/test-specs';
import { nameRoom } from './nameRoom';
import { renderService } from './render';

const names = nameRoom(fullBundle);
const clusters = Object.keys(fullBundle.clusters);
const needTypes = Object.keys(needProviders);

const render = (
  name: string,
  type: string,
  needs: string[],
  environments: Record<string, { cluster: string }>,
) =>
  renderService(
    expandService({
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Service',
      metadata: { name, owner: 'team-web' },
      spec: {
        runtime: 'container',
        build: { image: 'registry.example.org/shop/x:1.0.0' },
        workload: type === 'job' ? { type, schedule: '0 3 * * *' } : { type },
        needs: Object.fromEntries(
          needs.map(need => [usualNeedName(need), { type: need }]),
        ),
        environments,
        repository: { host: 'github', url: 'https://git.example.org/a/b' },
      },
    } as ServiceInput),
    fullBundle,
  );

/** What the rule for names takes, to its end. */
const name = fc
  .stringMatching(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/)
  .filter(one => serviceNameRule.check(one) === undefined);

describe('The names that are made of a name', () => {
  it('are told to be too long by the field exactly where what is rendered has one that a cluster refuses', () => {
    let refused = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          name,
          fc.integer({ min: 30, max: 40 }).map(n => 'a'.repeat(n)),
        ),
        fc.constantFrom('http', 'grpc', 'realtime', 'worker', 'job', 'web'),
        fc.subarray(needTypes),
        fc.subarray(clusters, { minLength: 1 }),
        (service, type, needs, chosen) => {
          const environments = Object.fromEntries(
            chosen.map((cluster, i) => [
              `environment-${i}`.padEnd(16, 'x'),
              { cluster },
            ]),
          );
          const told = namesTooLong(service, names, {
            clusters: chosen,
            needs,
            type,
          });
          const found = render(service, type, needs, environments)
            .findings.filter(({ rule }) => rule === 'names.fit')
            .map(({ message }) => message);
          refused += found.length;

          expect(told.length > 0).toBe(found.length > 0);
          told.forEach(({ name: made, most }) =>
            expect(found.join()).toContain(
              `'${made}' would have a name of ${made.length} characters, and Kubernetes allows ${most}`,
            ),
          );
        },
      ),
      { numRuns: 150 },
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('fit into labels and namespaces, however long the names of service and environment are', () => {
    const longest = 'a'.repeat(serviceNameRule.maxLength);
    const { tree } = render(longest, 'http', [], {
      [`e${'x'.repeat(15)}`]: { cluster: clusters[0] },
    });
    const texts = Object.entries(tree).flatMap(([path, { content }]) =>
      // The catalog's own annotations may be longer.
      path.endsWith('.yaml') && path !== 'catalog-info.yaml' ? [content] : [],
    );
    const labels = texts.flatMap(text =>
      [...text.matchAll(/^ +(?:[a-z.-]+\/)[a-z-]+: (\S+)$/gm)].map(
        ([, value]) => value,
      ),
    );
    const namespaces = texts.flatMap(text =>
      [...text.matchAll(/namespace: (\S+)/g)].map(([, value]) => value),
    );

    expect(namespaces.length).toBeGreaterThan(0);
    expect(namespaces.filter(value => value.length > 63)).toEqual([]);
    expect(
      labels.filter(value => value.includes(longest) && value.length > 63),
    ).toEqual([]);
  });
});
