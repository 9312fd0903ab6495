import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  lastSuccessOf,
  type BackupsState,
  type DataState,
  type DeliveryState,
  type ExposureState,
  type QuotaState,
  type ScalingState,
  type SecretsState,
  type StateOf,
  type VaultState,
} from '@slipway/plugin-slipway-common';
import { Age } from '../../elements/Age';
import { slipwayTranslationRef } from '../../translation';
import type { Operation } from './rows';

const Delivery = ({ deliveries: [first] }: DeliveryState) => (
  <code>{shortRevision(first?.revision ?? first?.wantedRevision)}</code>
);

/** How far it can come, where that is less than it may; else how much is used of what is used most. */
const Quota = ({ resources, workloads }: QuotaState) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const held = workloads.find(({ endsWith }) => endsWith);
  if (held) {
    const { reaches, most } = held;
    return <>{t('operations.fact.reaches', { reaches, most })}</>;
  }
  const fullest = Math.max(
    0,
    ...resources.map(({ used, limit }) => (limit > 0 ? used / limit : 0)),
  );
  return (
    <>{t('operations.fact.used', { percent: Math.round(fullest * 100) })}</>
  );
};

const Scaling = ({ scalers: [first] }: ScalingState) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { current, min, max } = first;
  return <>{t('operations.fact.scale', { current, min, max })}</>;
};

/** How many servers have all their members; where there are only volumes, how many of them are there. */
const Data = ({ stores, volumes }: DataState) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const number = stores.filter(
    ({ available, incomplete, wanted, ready }) =>
      available !== false &&
      !incomplete &&
      (wanted === undefined || (ready ?? 0) >= wanted),
  ).length;
  const there = volumes.filter(({ state }) => state === 'bound').length;
  return stores.length > 0 ? (
    <>{t('operations.fact.stores', { number, all: stores.length })}</>
  ) : (
    <>{t('operations.fact.volumes', { number: there, all: volumes.length })}</>
  );
};

/** The age of the one that is the oldest. */
const Backups = ({ backups }: BackupsState) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const ages = backups.map(lastSuccessOf);
  const oldest = ages.includes(undefined)
    ? undefined
    : [...(ages as string[])].sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  return oldest ? <Age since={oldest} /> : <>{t('operations.fact.never')}</>;
};

const Secrets = ({ secrets }: SecretsState) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const number = secrets.filter(({ ready }) => ready).length;
  return <>{t('operations.fact.secrets', { number, all: secrets.length })}</>;
};

/** When the first runs out, or else for how long the oldest has not been changed. */
const Vault = ({ secrets }: VaultState) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const first = (times: (string | undefined)[]) =>
    times
      .filter(time => time !== undefined)
      .sort((a, b) => Date.parse(a) - Date.parse(b))
      .at(0);
  const end = first(secrets.map(({ expiresAt }) => expiresAt));
  const oldest = first(secrets.map(({ createdAt }) => createdAt));
  if (end) {
    return <>{t('operations.fact.until', { date: dateOf(end) })}</>;
  }
  return oldest ? <Age since={oldest} /> : <>{t('operations.fact.noAge')}</>;
};

const Exposure = ({ routes, certificates }: ExposureState) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [end] = certificates
    .flatMap(({ endsAt }) => endsAt ?? [])
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  if (end) {
    return <>{t('operations.fact.until', { date: dateOf(end) })}</>;
  }
  const hosts = routes.flatMap(route => route.hosts);
  return <>{hosts[0] ?? t('operations.fact.noHost')}</>;
};

const facts: {
  [O in Operation]: (state: StateOf[O]) => JSX.Element;
} = {
  delivery: Delivery,
  quota: Quota,
  scaling: Scaling,
  data: Data,
  backups: Backups,
  secrets: Secrets,
  vault: Vault,
  exposure: Exposure,
};

/** The one thing that somebody wants to know of it at a glance. */
export const Fact = <O extends Operation>({
  operation,
  state,
}: {
  operation: O;
  state: StateOf[O];
}) => {
  const Shown = facts[operation] as (props: StateOf[O]) => JSX.Element;
  return <Shown {...state} />;
};

function dateOf(time: string): string {
  return new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

/** A commit as people read it; a chart's version stays as it is. */
function shortRevision(revision: string | undefined): string {
  const commit = /(?:^|[:@/])([0-9a-f]{40,64})$/.exec(revision ?? '')?.[1];
  return commit?.slice(0, 7) ?? revision ?? '–';
}
