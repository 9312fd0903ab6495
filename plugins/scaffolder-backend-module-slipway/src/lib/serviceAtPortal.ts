import {
  checkService,
  serviceNameRule,
  type CheckedService,
} from '@slipway/model';

/** What a template's form knows about a service. */
export interface ServiceForm {
  name?: string;
  owner?: string;
  system?: string;
  description?: string;
  runtime?: string;
  type?: string;
  environments?: readonly string[];
  /** Which cluster each environment is on. */
  clusters?: Readonly<Record<string, string>>;
}

/** The spec that a form stands for. Fields that were left empty are left out. */
export function specOfForm(form: ServiceForm): Record<string, unknown> {
  const { name, owner, system, description, runtime, type } = form;
  const { environments = [], clusters = {} } = form;
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: {
      name,
      owner,
      ...(system ? { system } : {}),
      ...(description ? { description } : {}),
    },
    spec: {
      runtime,
      workload: { type },
      environments: Object.fromEntries(
        environments.map(environment => [
          environment,
          Object.hasOwn(clusters, environment)
            ? { cluster: clusters[environment] }
            : {},
        ]),
      ),
    },
  };
}

export interface ServiceAtPortal extends CheckedService {
  repositoryUrl: string;
  /** What no finding is about, so that the catalog can be asked about it in the same breath. */
  usable: { name?: string; owner?: string; system?: string };
}

/** The spec with the repository that it gets at this portal, checked as any other. */
export function serviceAtPortal(
  spec: Record<string, unknown>,
  repositoryUrlOf: (name: string) => string,
): ServiceAtPortal {
  const metadata = plain(spec.metadata);
  const name = String(metadata.name);
  // A bad name is told once, and not again for the address that it would be a part of.
  const isNameBad = serviceNameRule.check(name) !== undefined;
  const url = repositoryUrlOf(isNameBad ? 'unnamed' : name);
  const checked = checkService({
    ...spec,
    spec: { ...plain(spec.spec), repository: { host: 'gitea', url } },
  });
  const unless = (field: string) =>
    checked.findings.some(({ path }) => path === `metadata.${field}`) ||
    metadata[field] === undefined
      ? undefined
      : String(metadata[field]);
  return {
    ...checked,
    repositoryUrl: url,
    usable: {
      name: unless('name'),
      owner: unless('owner'),
      system: unless('system'),
    },
  };
}

function plain(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
