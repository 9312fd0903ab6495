import {
  checkService,
  type CheckedService,
  type FileTree,
} from '@slipway/model';

/** What a template's form knows about a service. */
export interface ServiceForm {
  name: string;
  owner: string;
  system?: string;
  description?: string;
  runtime: string;
  type: string;
  environments: string[];
  /** Which cluster each environment is on. */
  clusters: Record<string, string>;
  repositoryUrl: string;
}

/** The spec that a form stands for, checked as any other. */
export function specFromForm(form: ServiceForm): CheckedService {
  const { name, owner, system, description } = form;
  return checkService({
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: {
      name,
      owner,
      ...(system ? { system } : {}),
      ...(description ? { description } : {}),
    },
    spec: {
      runtime: form.runtime,
      workload: { type: form.type },
      environments: Object.fromEntries(
        form.environments.map(environment => [
          environment,
          { cluster: form.clusters[environment] },
        ]),
      ),
      repository: { host: 'gitea', url: form.repositoryUrl },
    },
  });
}

/** A tree in one line, for the task's log. */
export function summarize(tree: FileTree): string {
  const folders = new Map<string, number>();
  for (const path of Object.keys(tree)) {
    const folder = path.includes('/') ? `${path.split('/')[0]}/` : 'root';
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].map(([folder, count]) => `${folder} ${count}`).join(', ');
}
