import { renderService } from '@slipway/blueprint';
import { parseService } from '@slipway/model';
import type { FileTree } from '@slipway/model';
import { loadBuiltInBundle } from '@slipway/skeletons';
import { stringify } from 'yaml';

export interface Cell {
  runtime: string;
  shape: string;
  final: string;
  /** For how long it may end. */
  grace?: string;
}

/** The repository of a service with one workload, as a portal makes it. */
export async function repositoryOf({
  runtime,
  shape,
  final,
  grace,
}: Cell): Promise<FileTree> {
  const { service, findings } = parseService(
    stringify({
      apiVersion: 'slipway.dev/v1alpha1',
      kind: 'Service',
      metadata: { name: 'payments', owner: 'team-pay' },
      spec: {
        runtime,
        workload: {
          type: shape,
          ...(shape === 'job' ? { schedule: '0 3 * * *' } : {}),
          ...(grace ? { shutdown: { grace, delay: '0s' } } : {}),
        },
        build: { final },
        environments: { dev: { cluster: 'local' } },
        repository: {
          host: 'gitea',
          url: 'https://git.example.org/shop/payments',
        },
      },
    }),
  );
  const rendered = service && renderService(service, await loadBuiltInBundle());
  const all = [...findings, ...(rendered?.findings ?? [])];
  if (!rendered || all.some(({ severity }) => severity === 'error')) {
    throw new Error(all.map(({ message }) => message).join('\n'));
  }
  return rendered.tree;
}
