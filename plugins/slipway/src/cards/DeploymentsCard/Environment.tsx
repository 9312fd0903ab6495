import type { ReactNode } from 'react';
import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  knownIn,
  ownWorkloads,
  type CommitsState,
  type EnvironmentDeployments,
  type WorkloadState,
} from '@slipway/plugin-slipway-common';
import { Age, AsOf } from '../../elements/Age';
import { Pips } from '../../elements/Pips';
import { Verdict } from '../../elements/Verdict';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { isWaiting, knownState, shapeOf } from './answer';
import { Apart } from './Apart';
import { CommitLine } from './CommitLine';
import { Moves } from './Moves';
import { Takeover } from './Takeover';
import type { Bring } from './useBring';
import shared from '../../elements/shared.module.css';
import styles from './DeploymentsCard.module.css';

const Workload = ({
  workload,
  entity,
  commits,
  named,
  apart,
}: {
  workload: WorkloadState;
  entity: Entity;
  commits: CommitsState | undefined;
  named: boolean;
  apart?: ReactNode;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { commit, restarts, rollout, serving, since, version, wanted } =
    workload;
  // Replicas that still run an older version are not ready with this one.
  const ready = workload.readyUpdated ?? workload.ready;
  const made = commits?.running.find(({ ref }) => ref === commit);
  return (
    <div>
      {named && <p className={shared.quiet}>{workload.name}</p>}
      <p className={shared.said}>
        <b className={styles.version}>{version}</b>
        <Age since={since} bare />
      </p>
      {commit && <CommitLine commit={commit} entity={entity} made={made} />}
      {apart}
      <Takeover workload={workload} />
      <p className={styles.replicas}>
        <Pips ready={ready} wanted={wanted} />
        <span>{t('replicas', { ready, wanted })}</span>
        {restarts > 0 && (
          <span className={shared.quiet}>
            {t('restarts', { count: restarts })}
          </span>
        )}
      </p>
      {serving && !(rollout?.canary && rollout.stable) && (
        <p className={shared.quiet}>
          {t('deployments.stillServes', {
            version: serving.version,
            ready: serving.ready,
          })}
        </p>
      )}
    </div>
  );
};

/** What a workload needs and runs beside it: of less interest, as long as nothing is wrong with it. */
const Need = ({ workload }: { workload: WorkloadState }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { name, version, ready, wanted } = workload;
  return (
    <p className={styles.need}>
      <span>
        {name} <code>{version}</code>
      </span>
      <span>{t('replicas', { ready, wanted })}</span>
    </p>
  );
};

/** One environment: what runs there, or why that is not known. */
export const Environment = ({
  environment,
  next,
  entity,
  bring,
}: {
  environment: EnvironmentDeployments;
  /** The one that is promoted to from here. */
  next?: EnvironmentDeployments;
  entity: Entity;
  bring?: Bring;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { timeOfDay } = useFormats();
  const { name, cluster, state } = environment;
  const shape = shapeOf(environment);
  const stale = state.answer === 'unreachable' || state.answer === 'denied';
  const known = knownState(environment);
  const waiting = isWaiting(environment);
  const workloads = (!waiting && known?.workloads) || [];
  const own = ownWorkloads({ workloads });
  const needs = workloads.filter(one => !own.includes(one));

  return (
    <li aria-label={name} data-stale={stale || undefined} data-shape={shape}>
      <div>
        <Verdict shape={shape} />
        <h4>{name}</h4>
        <span>{cluster}</span>
      </div>
      {waiting && <p className={shared.quiet}>{t('deployments.waiting')}</p>}
      {own.map((workload, index) => (
        <Workload
          key={workload.name}
          workload={workload}
          entity={entity}
          commits={knownIn(environment.commits)}
          named={own.length > 1}
          apart={index === 0 && <Apart environment={environment} next={next} />}
        />
      ))}
      {needs.map(workload => (
        <Need key={workload.name} workload={workload} />
      ))}
      <Moves environment={environment} next={next} bring={bring} />
      {state.answer === 'absent' && (
        <p className={shared.quiet}>{t('deployments.notYet')}</p>
      )}
      {stale && !known && (
        <p className={shared.quiet}>{t('deployments.neverRead')}</p>
      )}
      {(state.answer === 'unreachable' || state.answer === 'denied') && (
        <p className={shared.said}>
          {state.lastKnown && <AsOf at={state.lastKnown.at} />}
          {state.answer === 'unreachable' && !state.starting && (
            <span title={state.reason}>
              {t('deployments.unreachable', {
                cluster,
                time: timeOfDay(state.since),
              })}
            </span>
          )}
        </p>
      )}
    </li>
  );
};
