import type { Config } from '@backstage/config';
import {
  checkService,
  serviceNameRule,
  type CheckedService,
} from '@slipway/model';
import type { Platform } from '../platform';
import { formFindings, specOfForm, type ServiceForm } from './form';
import {
  gitHosts,
  repositoryPlace,
  type GitHost,
  type RepositoryPlace,
} from './repository';

export interface Composed extends CheckedService {
  /** The spec as the form stands for it, checked or not. */
  spec: Record<string, unknown>;
  repository?: RepositoryPlace;
}

/** From what a form says to the spec that it stands for at this portal: the same for a preview and for a task. */
export interface Composer {
  compose(form: ServiceForm): Promise<Composed>;
  /** Which Git hosts there are, and where repositories go when nobody says. */
  hosts: readonly GitHost[];
  repository: { host?: string; owner?: string };
}

export function createComposer(deps: {
  config: Config;
  platform: Platform;
}): Composer {
  const hosts = gitHosts(deps.config);
  const set = deps.config.getOptionalConfig('slipway.create.repository');
  const repository = {
    host: set?.getOptionalString('host'),
    owner: set?.getOptionalString('owner'),
  };
  return {
    hosts,
    repository,
    async compose({ more, ...own }) {
      const form: ServiceForm = { ...own, ...more };
      const unreadable = formFindings(form);
      if (unreadable.length > 0) {
        return { spec: {}, findings: unreadable };
      }
      const { environments = [] } = await deps.platform.bundle();
      const name = typeof form.name === 'string' ? form.name : '';
      const { name: repositoryName, branch, path } = form.repository ?? {};
      const { place, findings } = repositoryPlace(
        hosts,
        repositoryName ||
          // A bad name is told once, and not again for the address that it would be a part of.
          (serviceNameRule.check(name) === undefined ? name : 'unnamed'),
        {
          host: form.repository?.host || repository.host,
          owner: form.repository?.owner || repository.owner,
        },
      );
      const document = specOfForm(form, environments);
      const spec = {
        ...document,
        spec: {
          ...(document.spec as object),
          repository: place
            ? {
                host: place.kind,
                url: place.url,
                ...(branch ? { branch } : {}),
                ...(path ? { path } : {}),
              }
            : // Told already: what else is wrong is told in the same breath.
              { host: 'github', url: 'https://git.example.org/owner/unnamed' },
        },
      };
      const checked = checkService(spec);
      const all = [...checked.findings, ...findings];
      return findings.length
        ? { spec, findings: all }
        : { ...checked, spec, repository: place };
    },
  };
}
