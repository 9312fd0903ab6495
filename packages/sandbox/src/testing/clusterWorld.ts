import { Background, ManualClock } from '../clock';
import { ControllerRunner } from '../controllers';
import { Cluster, KubernetesObject, typeOf } from '../kubernetes';
import { Registry } from '../registry';
import { Vault } from '../vault';

/** A cluster with its controllers on a clock that tests turn. */
export function clusterWorld() {
  const failures: unknown[] = [];
  const clock = new ManualClock(new Date('2026-01-01T00:00:00Z'));
  const background = new Background((_what, error) => failures.push(error));
  clock.settleWith(() => background.idle());
  let count = 0;
  const next = () => {
    count += 1;
    return String(count).padStart(5, '0');
  };
  const cluster = new Cluster('test', clock, { uid: next, suffix: next });
  const registry = new Registry(() => undefined);
  cluster.create(typeOf('Node'), undefined, { metadata: { name: 'node' } });
  cluster.create(typeOf('Namespace'), undefined, {
    metadata: { name: 'shop' },
  });
  const vault = new Vault({ clock, rootToken: 'root' });
  const runner = new ControllerRunner({
    cluster,
    registry,
    vault,
    clock,
    background,
    pace: { hurried: false },
  });
  return {
    clock,
    cluster,
    registry,
    vault,
    /** No controller failed. */
    assertQuiet() {
      if (failures.length > 0) {
        throw failures[0];
      }
    },
    stop: () => runner.stop(),
    seconds: (n: number) => clock.advance(n * 1000),
    build(tag: string, workingSetBytes = 1) {
      registry.add({
        repository: 'registry.example/web',
        tag,
        digest: `sha256:${tag}`,
        commit: '',
        builtAt: '',
        workingSetBytes,
      });
    },
    apply(spec: Record<string, unknown>, tag: string, container: object = {}) {
      const type = typeOf('Deployment');
      const body = deployment(spec, tag, container);
      const live = cluster.store.get(type, 'shop', 'web');
      return live
        ? cluster.replace(type, live, body)
        : cluster.create(type, 'shop', body);
    },
    deployment: () => cluster.get(typeOf('Deployment'), 'shop', 'web'),
    pods: () => cluster.store.list(typeOf('Pod'), 'shop'),
    list: (kind: string) => cluster.store.list(typeOf(kind), 'shop'),
  };
}

function deployment(
  spec: Record<string, unknown>,
  tag: string,
  container: object,
): Omit<KubernetesObject, 'apiVersion' | 'kind'> {
  return {
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [
            {
              name: 'main',
              image: `registry.example/web:${tag}`,
              readinessProbe: { httpGet: { path: '/', port: 80 } },
              ...container,
            },
          ],
        },
      },
      ...spec,
    },
  };
}
