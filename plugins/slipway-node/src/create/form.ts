import {
  applyOverride,
  suiting,
  usualNeedName,
  type Finding,
  type WorkloadType,
} from '@slipway/model';
import { z } from 'zod';

/**
 * What the form of a template knows about a service. Templates may ask for more of their own; what stands here becomes the spec.
 * Fields that are folded away in the form lie in `more`.
 */
export interface ServiceForm {
  name?: string;
  owner?: string;
  system?: string;
  description?: string;
  lifecycle?: string;
  runtime?: string;
  /** The shape, such as `http`. */
  type?: string;
  /** With type `http`: what it offers, REST or GraphQL. */
  api?: string;
  /** With runtime `container`: what runs. */
  image?: string;
  /** Of a router: the services that offer its subgraphs, by name or as the catalog refers to them. */
  subgraphs?: readonly string[];
  /** When a job runs. */
  schedule?: string;
  /** Of what serves requests: the port that it listens on. */
  port?: number;
  /** Of what answers HTTP: the path at which it says that it works. */
  health?: string;
  /** In the order of promotion: names, or names with whatever an environment may say. */
  environments?: readonly FormEnvironment[];
  /** Types of need, such as `postgres`. */
  needs?: readonly string[];
  /** Where the repository goes; what the portal has set when left out. */
  repository?: {
    host?: string;
    owner?: string;
    /** Of one that is there: its own name, its branch, and the service's folder in it. */
    name?: string;
    branch?: string;
    path?: string;
  };
  /** Laid over the spec: what the fields above cannot say. */
  spec?: object;
  more?: Omit<ServiceForm, 'more'>;
}

export type FormEnvironment =
  | string
  | { name?: string; [field: string]: unknown };

/** What has parts is looked into before it is read; all else is checked as the spec that it becomes. */
const readable = z.looseObject({
  environments: z
    .array(z.union([z.string(), z.looseObject({ name: z.string() })]))
    .nullish(),
  needs: z.array(z.string()).nullish(),
  subgraphs: z.array(z.string()).nullish(),
  repository: z
    .looseObject({ host: z.string().nullish(), owner: z.string().nullish() })
    .nullish(),
  spec: z.record(z.string(), z.unknown()).nullish(),
});

/** What keeps a form from being read, or would be lost on the way to the spec. */
export function formFindings(form: unknown): Finding[] {
  const { error, data } = readable.safeParse(form);
  if (error) {
    return error.issues.map(({ message, path }) =>
      finding('form.readable', path.join('.'), message, 'Mend this field'),
    );
  }
  const names = (data.environments ?? []).map(environment =>
    typeof environment === 'string' ? environment : environment.name,
  );
  return [...new Set(names)]
    .filter(name => names.indexOf(name) !== names.lastIndexOf(name))
    .map(name =>
      finding(
        'environments.unique',
        'environments',
        `there are several environments '${name}'`,
        'Keep one, or rename the others',
      ),
    );
}

function finding(
  rule: string,
  path: string,
  message: string,
  remedy: string,
): Finding {
  return { rule, severity: 'error', path, message, remedy };
}

/** The spec that a form stands for, without its repository. Fields that were left empty are left out. */
export function specOfForm(
  form: ServiceForm,
  fallback: readonly { name: string; cluster: string }[],
): Record<string, unknown> {
  const { name, owner, system, description, lifecycle } = form;
  const { runtime, api, image, spec } = form;
  // An image that nobody says more of answers requests, as most do.
  const { type = image ? 'http' : undefined } = form;
  const { environments, needs, subgraphs } = form;
  return {
    apiVersion: 'slipway.dev/v1alpha1',
    kind: 'Service',
    metadata: given({ name, owner, system, description, lifecycle }),
    spec: applyOverride(
      given({
        runtime,
        workload: given({
          type,
          api,
          ...askedOf({ ...form, type }),
          router: subgraphs ? routerOf(subgraphs) : undefined,
        }),
        build: image ? { image } : undefined,
        environments: environmentsOf(
          environments?.length ? environments : fallback,
          fallback,
        ),
        needs: needs?.length
          ? Object.fromEntries(
              needs.map(need => [usualNeedName(need), { type: need }]),
            )
          : undefined,
      }),
      spec ?? {},
    ),
  };
}

/** What forms ask for some shapes alone: what was filled in before another one was chosen is still there, and means nothing. */
function askedOf({ type, schedule, port, health }: ServiceForm) {
  const answers = ['http', 'realtime', 'web'].includes(type ?? '');
  return suiting(
    type as WorkloadType,
    given({
      schedule,
      port,
      probes: health && answers ? probesAt(health) : undefined,
    }),
  );
}

function probesAt(path: string) {
  return { startup: { path }, liveness: { path }, readiness: { path } };
}

/** By the name of each service, which is the last part of a reference to it. */
function routerOf(services: readonly string[]) {
  return {
    subgraphs: Object.fromEntries(
      services.map(service => [service.split(/[:/]/).pop(), {}]),
    ),
  };
}

/** What a form says over what was found without it: what was left empty is as it was found. */
export function over(found: ServiceForm, form: ServiceForm): ServiceForm {
  const { more, ...own } = form;
  const said: ServiceForm = Object.fromEntries(
    Object.entries(given({ ...own, ...more })).filter(
      ([, value]) => !Array.isArray(value) || value.length > 0,
    ),
  );
  const type = said.type ?? found.type;
  const spec = applyOverride(found.spec ?? {}, said.spec ?? {});
  const { workload } = spec as { workload?: object };
  return {
    ...found,
    ...said,
    // It is where it was found.
    ...(found.repository ? { repository: found.repository } : {}),
    spec: {
      ...spec,
      // Another shape may not have what this one was found with.
      ...(workload && type
        ? { workload: suiting(type as WorkloadType, workload) }
        : {}),
    },
  };
}

function environmentsOf(
  environments: readonly FormEnvironment[],
  fallback: readonly { name: string; cluster: string }[],
): Record<string, unknown> {
  return Object.fromEntries(
    environments.map(environment => {
      const { name, ...place } =
        typeof environment === 'string' ? { name: environment } : environment;
      const cluster = fallback.find(one => one.name === name)?.cluster;
      return [String(name), { ...given({ cluster }), ...given(place) }];
    }),
  );
}

function given<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) => value !== undefined && value !== null && value !== '',
    ),
  ) as Partial<T>;
}
