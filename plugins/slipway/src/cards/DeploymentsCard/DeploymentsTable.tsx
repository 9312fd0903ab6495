import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  knownIn,
  type DeliveryAction,
  type EnvironmentDeployments,
  type WorkloadState,
} from '@slipway/plugin-slipway-common';
import { Age, AsOf } from '../../elements/Age';
import { CopyButton } from '../../elements/CopyCode';
import { ListTable } from '../../elements/ListTable';
import tableStyles from '../../elements/ListTable/ListTable.module.css';
import { Pips } from '../../elements/Pips';
import { Verdict } from '../../elements/Verdict';
import { Acts } from '../Act';
import { slipwayTranslationRef } from '../../translation';
import { isWaiting, knownState, shapeOf } from './answer';
import { Apart } from './Apart';
import { CommitLine } from './CommitLine';
import { Moves } from './Moves';
import { Takeover } from './Takeover';
import type { Bring } from './useBring';
import shared from '../../elements/shared.module.css';
import styles from './DeploymentsCard.module.css';

const RESTART: DeliveryAction[] = ['restart'];

const Digest = ({
  workload: { digest, name },
  environment,
}: {
  workload: WorkloadState;
  environment: string;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return digest ? (
    <CopyButton
      code={digest}
      label={t('deployed.copyDigest', { workload: name, environment })}
    />
  ) : (
    <>–</>
  );
};

const Row = ({
  environment,
  next,
  workload,
  first,
  entity,
  bring,
}: {
  environment: EnvironmentDeployments;
  next: EnvironmentDeployments | undefined;
  workload: WorkloadState | undefined;
  /** Of its environment. */
  first: boolean;
  entity: Entity;
  bring: Bring | undefined;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { name, cluster, state, commits } = environment;
  const stale = state.answer === 'denied' || state.answer === 'unreachable';
  const made = knownIn(commits)?.running.find(
    ({ ref }) => ref === workload?.commit,
  );
  const ready = workload && (workload.readyUpdated ?? workload.ready);
  const nothing = () => {
    if (isWaiting(environment)) {
      return t('deployments.waiting');
    }
    return t(stale ? 'deployments.neverRead' : 'deployments.notYet');
  };
  return (
    <tr data-stale={stale || undefined}>
      <th scope="row">
        {first && (
          <span className={tableStyles.state}>
            <Verdict shape={shapeOf(environment)} />
            <span>
              {name} <small>{cluster}</small>
            </span>
          </span>
        )}
      </th>
      {workload ? (
        <>
          <td>
            <b className={styles.version}>{workload.version}</b>
            {(!first ||
              (knownState(environment)?.workloads.length ?? 0) > 1) && (
              <small>{workload.name}</small>
            )}
            <Takeover workload={workload} />
          </td>
          <td>
            <Age since={workload.since} bare />
            {'lastKnown' in state && state.lastKnown && (
              <small>
                <AsOf at={state.lastKnown.at} />
              </small>
            )}
          </td>
          <td>
            {workload.commit ? (
              <CommitLine
                commit={workload.commit}
                entity={entity}
                made={made}
              />
            ) : (
              '–'
            )}
          </td>
          <td className={styles.apart}>
            {first && (
              <>
                <Apart environment={environment} next={next} />
                <Moves environment={environment} next={next} bring={bring} />
              </>
            )}
          </td>
          <td>
            <span className={tableStyles.state}>
              <span className={styles.line}>
                <Pips ready={ready!} wanted={workload.wanted} />
              </span>
              <span>
                {t('replicas', { ready: ready!, wanted: workload.wanted })}
              </span>
            </span>
            {workload.restarts > 0 && (
              <small>{t('restarts', { count: workload.restarts })}</small>
            )}
            {first && state.answer === 'data' && (
              <Acts of={RESTART} environment={name} />
            )}
          </td>
          <td>
            <Digest workload={workload} environment={name} />
          </td>
        </>
      ) : (
        <td colSpan={6} className={shared.quiet}>
          {nothing()}
        </td>
      )}
    </tr>
  );
};

/** What runs, an environment a row, with all that is known of it. */
export const DeploymentsTable = ({
  environments,
  entity,
  bring,
}: {
  environments: EnvironmentDeployments[];
  entity: Entity;
  bring: Bring | undefined;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <ListTable
      label={t('deployments.title')}
      columns={[
        { title: t('deployed.column.environment') },
        { title: t('deployed.column.version') },
        { title: t('deployed.column.since') },
        { title: t('deployed.column.commit') },
        { title: t('deployed.column.apart') },
        { title: t('deployed.column.ready') },
        { title: t('deployed.column.digest') },
      ]}
    >
      {environments.flatMap((environment, index) => {
        const workloads = isWaiting(environment)
          ? []
          : knownState(environment)?.workloads ?? [];
        return (workloads.length > 0 ? workloads : [undefined]).map(
          (workload, row) => (
            <Row
              key={`${environment.name} ${workload?.name ?? ''}`}
              {...{ environment, workload, entity, bring }}
              next={environments[index + 1]}
              first={row === 0}
            />
          ),
        );
      })}
    </ListTable>
  );
};
