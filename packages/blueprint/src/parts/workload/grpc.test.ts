import { expandService } from '@slipway/model';
import type { ServiceInput } from '@slipway/model';
import { fullBundle, soundService } from '@slipway/test-specs';
import { evaluateOverlay } from '../../kustomize';
import { renderService } from '../../render';

/** The ports of a gRPC workload, and where its program is told to listen. */
function portsOf(workload: object, spec: object = {}) {
  const { tree } = renderService(
    expandService({
      ...soundService,
      spec: {
        ...soundService.spec,
        ...spec,
        workload: { type: 'grpc', ...workload },
      },
    } as ServiceInput),
    fullBundle,
  );
  const deployment: any = evaluateOverlay(tree, 'deploy/overlays/prod').find(
    ({ kind }) => kind === 'Deployment',
  );
  const { ports, env } = deployment.spec.template.spec.containers[0];
  const told = (name: string) =>
    env?.find((one: { name: string }) => one.name === name)?.value;
  return {
    ports: Object.fromEntries(
      ports.map((one: { name: string; containerPort: number }) => [
        one.name,
        one.containerPort,
      ]),
    ),
    told: [told('PORT'), told('METRICS_PORT')],
  };
}

describe('a gRPC service', () => {
  it.each([
    [8080, 9090],
    // Many call that the port of gRPC.
    [9090, 9091],
  ])(
    'answers calls on %d, and is asked for its metrics on %d',
    (port, metrics) => {
      expect(portsOf({ port })).toEqual({
        ports: { grpc: port, metrics },
        told: [String(port), String(metrics)],
      });
    },
  );

  it('has its metrics where the spec says', () => {
    expect(portsOf({ metrics: { port: 9100 } }).ports).toEqual({
      grpc: 8080,
      metrics: 9100,
    });
  });
});
