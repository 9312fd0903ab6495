import { ArgoInstance, FactSink, Source } from '@slipway/plugin-slipway-node';
import { ArgocdInstance, ArgocdOptions } from './ArgocdInstance';

export interface ArgocdSourceOptions extends ArgocdOptions {
  instances: ArgoInstance[];
}

/** What brings services from Git, of each Argo CD whose API the portal knows: also where its cluster is not read. */
export class ArgocdSource implements Source {
  readonly id = 'argocd';

  constructor(private readonly options: ArgocdSourceOptions) {}

  async start(sink: FactSink, signal: AbortSignal): Promise<void> {
    const { instances, ...options } = this.options;
    await Promise.all(
      instances.map(instance =>
        new ArgocdInstance(instance, options).run(sink, signal),
      ),
    );
  }
}
