import { checkService } from './parse';
import { specIn } from './service';

const { service } = checkService({
  apiVersion: 'slipway.dev/v1alpha1',
  kind: 'Service',
  metadata: { name: 'payments', owner: 'team-pay' },
  spec: {
    runtime: 'go',
    workloads: {
      web: { type: 'http', replicas: 1, env: { A: '1', B: '2' } },
      constructor: { type: 'http' },
    },
    environments: {
      dev: { cluster: 'local' },
      prod: {
        cluster: 'eu-1',
        replicas: 2,
        env: { B: null, C: '3' },
        workloads: { web: { replicas: 5 } },
      },
    },
    repository: { host: 'gitea', url: 'https://git.example.com/a/b' },
  },
});

describe('specIn', () => {
  it('is the workload itself where the environment says nothing', () => {
    expect(specIn(service!, 'dev').workloads.web).toEqual(
      service!.spec.workloads.web,
    );
  });

  it("takes the environment's word for all, then its word for this one", () => {
    expect(specIn(service!, 'prod').workloads.web).toEqual({
      type: 'http',
      replicas: 5,
      env: { A: '1', C: '3' },
    });
  });

  it('is not misled by names that every object has', () => {
    expect(specIn(service!, 'prod').workloads.constructor).toEqual({
      type: 'http',
      replicas: 2,
      env: { C: '3' },
    });
  });
});
