import type { EntityAspect } from './facts';
import type { NamespaceState } from './states';
import type { Answer, ReasonWords, VerdictState } from './types';

/** What a list tells of one aspect: details are on the service's own page. */
export interface AspectSummary {
  answer: Answer<unknown>['answer'];
  /** It was not read yet since the portal started: nobody knows that it cannot be. */
  starting?: boolean;
  /** Of what is known, or was known last. */
  state?: VerdictState;
  /** Codes of what is wrong or under way. */
  codes?: string[];
  /** The worst of it, where somebody has to act. */
  message?: string;
  evidence?: string;
  words?: ReasonWords;
}

/** One environment of a service, as a list of services shows it. */
export interface FleetEnvironment {
  name: string;
  cluster: string;
  namespace: string;
  guessed?: boolean;
  verdict: VerdictState;
  /** Without those that are absent. */
  aspects: { [A in EntityAspect]?: AspectSummary };
  versions: string[];
  /** When the newest of them came. */
  since?: string;
  ready?: number;
  wanted?: number;
  /** How many commits of its branch are newer than what runs. */
  behind?: number;
  /** The resource of its quota of which most would be used with the service at its largest; 1 is all of it. */
  quota?: { resource: string; share: number };
  /** Oldest last success of what is backed up; left out where nothing is, empty where it never was. */
  backedUpAt?: string;
  /** When the first certificate runs out. */
  certificateEndsAt?: string;
}

export interface FleetService {
  entityRef: string;
  name: string;
  title?: string;
  type?: string;
  owners: string[];
  system?: string;
  /** That its system belongs to. */
  domain?: string;
  /** Those that the domain is a part of, from the next one up. */
  domainsAbove?: string[];
  lifecycle?: string;
  verdict: VerdictState;
  /** In promotion order; those that the question is about. */
  environments: FleetEnvironment[];
}

/** A system or a domain as lists name it: with its namespace only where that is none of the usual. */
export function groupName({
  namespace = 'default',
  name,
}: {
  namespace?: string;
  name: string;
}): string {
  const whole = namespace === 'default' ? name : `${namespace}/${name}`;
  return whole.toLocaleLowerCase('en-US');
}

/** How many commits the last environment is behind the newest; `undefined` where nobody counts them. */
export function skewOf({
  environments,
}: Pick<FleetService, 'environments'>): number | undefined {
  const last = environments.at(-1)?.behind;
  const newest = Math.min(
    ...environments.flatMap(({ behind }) => behind ?? []),
  );
  return last === undefined ? undefined : last - newest;
}

/** By what services are chosen, and how many there are of each; `worst` is the worst verdict of the environments that are asked about. */
export const fleetFacets = [
  'owner',
  'system',
  'domain',
  'type',
  'lifecycle',
  'environment',
  'cluster',
  'verdict',
  'worst',
  'trouble',
] as const;

export type FleetFacet = (typeof fleetFacets)[number];

/** `-` turns it around; what has no value comes last either way. */
export const fleetOrders = [
  'name',
  'owner',
  'system',
  'verdict',
  'changed',
  'quota',
  'backup',
  'certificate',
  // Where the last environment is, nearest to the users.
  'cluster',
  // How many commits the last environment is behind the first.
  'skew',
] as const;

export type FleetOrder = (typeof fleetOrders)[number];

/** Of each facet one of the values, of all that are given; the text is somewhere in its names or versions. */
export type FleetFilter = { [F in FleetFacet]?: string[] } & {
  search?: string;
  /** References of services: nothing is told of others. */
  entity?: string[];
  /** Nothing is told of what runs in others. */
  namespace?: string[];
};

export interface FleetQuery extends FleetFilter {
  sort?: FleetOrder | `-${FleetOrder}`;
  limit?: number;
  cursor?: string;
}

/** `GET /v1/fleet`: only what who asks may read. */
export interface FleetPage {
  services: FleetService[];
  /** Of all pages. */
  total: number;
  next?: string;
  /** What there is to choose from, with how many services have it beside the other choices. */
  facets: { [F in FleetFacet]: Record<string, number> };
}

/** What a namespace's quota allows, and who lives there, as far as who asks may know. */
export interface FleetQuota {
  cluster: string;
  namespace: string;
  services: string[];
  state: Answer<NamespaceState>;
}

/** `GET /v1/quotas` */
export interface QuotasPage {
  quotas: FleetQuota[];
  total: number;
  next?: string;
}

/** What takes backups of one need of a service, against what was wanted. */
export interface FleetBackup {
  entityRef: string;
  environment: string;
  cluster: string;
  namespace: string;
  answer: Answer<unknown>['answer'];
  /** It was not read yet since the portal started: nobody knows that it cannot be. */
  starting?: boolean;
  state: VerdictState;
  need: string;
  does: 'backup' | 'mirror';
  objectiveSeconds?: number;
  keepSeconds?: number;
  lastSuccessAt?: string;
  nextAt?: string;
  suspended: boolean;
  /** Of the newest that told. */
  bytes?: number;
  verifiedAt?: string;
}

/** `GET /v1/backups`, the one that is longest ago first. */
export interface BackupsPage {
  backups: FleetBackup[];
  total: number;
  next?: string;
  /** In how many environments they were not read yet since the portal started; left out where that is none. */
  starting?: number;
}

/** What has an end, or comes too late. */
export const dueKinds = ['certificate', 'secret', 'backup'] as const;

export type DueKind = (typeof dueKinds)[number];

/** Something of a service that ends, by itself or because nobody does it anew. */
export interface Due {
  kind: DueKind;
  /** Of the Certificate, of the path in Vault, of the need that is backed up. */
  name: string;
  /** Some of those that a certificate is for. */
  hosts?: string[];
  /** When it ends; of a backup, when it has to be there. */
  at: string;
  /** From when on a certificate renews itself. */
  renewsAt?: string;
  /** When the next run of a backup begins. */
  nextAt?: string;
  state: VerdictState;
  /** What to do, where somebody has to. */
  remedy?: string;
  words?: ReasonWords;
}

export interface FleetDue extends Due {
  entityRef: string;
  environment: string;
  cluster: string;
  namespace: string;
  answer: Answer<unknown>['answer'];
  /** It was not read yet since the portal started: nobody knows that it cannot be. */
  starting?: boolean;
}

export interface DueQuery extends Omit<FleetQuery, 'sort'> {
  kind?: DueKind[];
  /** In days from now; what has ended is always within. */
  within?: number;
}

/** `GET /v1/due`, what ends first before the rest. */
export interface DuePage {
  due: FleetDue[];
  /** Of all pages. */
  total: number;
  next?: string;
  /** In how many environments something of it cannot be read just now. */
  unread: number;
  /** In how many it was not read yet since the portal started; left out where that is none. */
  starting?: number;
  /** How many there are of each kind beside the other choices. */
  kinds: { [K in DueKind]?: number };
  /** Of the services that these are of. */
  facets: FleetPage['facets'];
}
