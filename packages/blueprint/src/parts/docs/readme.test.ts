import { expandService } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { renderService } from '../../render';

type Spec = (typeof soundService)['spec'];

function readme(spec: Partial<Spec>): string {
  const { tree } = renderService(
    expandService({
      ...soundService,
      spec: {
        ...soundService.spec,
        environments: { dev: { cluster: 'local' } },
        ...spec,
      },
    }),
    fullBundle,
  );
  return tree['README.md'].content;
}

describe('the README', () => {
  const api: Partial<Spec> = { runtime: 'go', workload: { type: 'http' } };

  it('says how an API is asked for the first time', () => {
    expect(readme(api)).toMatch(
      /curl http:\/\/127\.0\.0\.1:8080\/v1\/greetings\/ada +# asks it, while it runs/,
    );
  });

  it.each([
    ['a worker', { ...api, workload: { type: 'worker' as const } }],
    ['an image that exists', { ...api, runtime: 'container' as const }],
    [
      'a part of a graph',
      { runtime: 'kotlin', workload: { type: 'http', api: 'graphql' } },
    ],
  ] as [string, Partial<Spec>][])('says no such thing of %s', (_of, spec) => {
    expect(readme(spec)).not.toContain('curl');
  });

  it('says where the servers are that a program needs which somebody starts by hand', () => {
    const text = readme({
      ...api,
      needs: { db: { type: 'postgres' }, events: { type: 'kafka' } },
    });
    expect(text).toContain('what opens it lies in `.tilt/`');
    expect(text).toContain(
      'kubectl -n payments-dev port-forward service/payments-db 5432\n',
    );
    // It would send whoever asks on to a name that only the cluster knows.
    expect(text).not.toContain('9092');
  });

  it('leads nowhere where somebody else runs them', () => {
    const managed = { type: 'postgres', provider: 'managed', host: 'db.test' };
    expect(
      readme({ ...api, needs: { db: managed } } as Partial<Spec>),
    ).not.toContain('port-forward');
  });
});
