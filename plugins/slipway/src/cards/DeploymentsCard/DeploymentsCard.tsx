import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { entityAnnotations, mayRun, parseEnvironments } from '@slipway/model';
import { Age } from '../../elements/Age';
import { CopyCode } from '../../elements/CopyCode';
import { Frame, Loading, Unread } from '../../elements/Frame';
import {
  useDeployments,
  type DeploymentsReading,
} from '../../hooks/useDeployments';
import { slipwayTranslationRef } from '../../translation';
import { FirstDay } from '../FirstDay';
import { anchorOf, chosen, type CardSettings } from '../aspect';
import { DeploymentsTable } from './DeploymentsTable';
import { Environment } from './Environment';
import { answerOf, isWaiting } from './answer';
import { buildsLink, repositoryLink } from './links';
import { Troubles } from './Troubles';
import { useAnswerText } from './useAnswerText';
import { useBring } from './useBring';
import shared from '../../elements/shared.module.css';
import styles from './DeploymentsCard.module.css';

const EXAMPLE = `metadata:
  annotations:
    ${entityAnnotations.kubernetesId}: my-service
    ${entityAnnotations.environments}: dev=local/my-service-dev,prod=eu-1/my-service-prod`;

export interface DeploymentsSettings extends CardSettings {
  /** The template that promotes and rolls back: `template:default/bring-version`. */
  bringVersion?: string;
}

const Loaded = ({
  value,
  failing,
  full,
  bringVersion,
}: Pick<DeploymentsSettings, 'full' | 'bringVersion'> & {
  value: NonNullable<DeploymentsReading['value']>;
  failing: boolean;
}) => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(slipwayTranslationRef);
  const answer = answerOf(value);
  const text = useAnswerText(answer);
  const bring = useBring(bringVersion);
  const waits = value.environments.some(isWaiting);
  const builds = buildsLink(entity);
  const repository = repositoryLink(entity);
  const clusters = [
    ...new Set(value.environments.map(({ cluster }) => cluster)),
  ];
  // The age of the card is that of its freshest part: each stale part says its own.
  const freshest = value.environments
    .flatMap(({ state }) => (state.answer === 'data' ? [state.at] : []))
    .sort()
    .pop();

  return (
    <Frame
      id={anchorOf('deployments')}
      wide
      title={t('deployments.title')}
      shape={answer.shape}
      answer={text}
      age={freshest && <Age since={freshest} />}
      foot={
        <>
          <span>
            {t('deployments.source', { clusters: clusters.join(', ') })}
            {value.environments.some(({ guessed }) => guessed) &&
              ` · ${t('deployments.guessed')}`}
          </span>
          {waits && builds ? (
            <Link href={builds} target="_blank">
              {t('deployments.builds')}
            </Link>
          ) : (
            repository && (
              <Link href={repository} target="_blank">
                {t('deployments.repository')}
              </Link>
            )
          )}
        </>
      }
    >
      {full ? (
        <DeploymentsTable
          environments={value.environments}
          entity={entity}
          bring={bring}
        />
      ) : (
        <ol className={styles.environments}>
          {value.environments.map((environment, index) => (
            <Environment
              key={environment.name}
              environment={environment}
              next={value.environments[index + 1]}
              entity={entity}
              bring={bring}
            />
          ))}
        </ol>
      )}
      <Troubles environments={value.environments} />
      {value.firstDay && <FirstDay firstDay={value.firstDay} />}
      {failing && (
        <p className={shared.quiet}>
          {t('deployments.failure.answer')}. {t('deployments.failure.remedy')}
        </p>
      )}
    </Frame>
  );
};

/** Nobody declared where it runs, and nothing of it was found. */
const Nowhere = ({ unread = [] }: { unread?: string[] }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const clusters = unread.join(', ');
  return (
    <Frame
      wide
      title={t('deployments.title')}
      shape={clusters ? 'unknown' : 'none'}
      answer={
        clusters
          ? t('deployments.nowhere.unread', { clusters })
          : t('deployments.nowhere.answer')
      }
    >
      <p>{t('deployments.nowhere.remedy')}</p>
      <CopyCode code={EXAMPLE} />
    </Frame>
  );
};

/** Which version runs in which environment, since when, by which commit, and what is wrong. */
export const DeploymentsCard = ({
  environments,
  ...settings
}: DeploymentsSettings) => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(slipwayTranslationRef);
  const targets = parseEnvironments(
    entity.metadata.annotations?.[entityAnnotations.environments],
  );
  const runs = mayRun(entity.metadata.annotations);
  const entityRef = stringifyEntityRef(entity);
  const { value, error } = useDeployments(runs ? entityRef : undefined);

  const title = t('deployments.title');

  if (!runs) {
    return (
      <Frame
        wide
        title={t('deployments.title')}
        shape="none"
        answer={t('deployments.absent.answer')}
      >
        <p>{t('deployments.absent.remedy')}</p>
        <CopyCode code={EXAMPLE} />
      </Frame>
    );
  }
  if (value?.environments.length === 0) {
    return <Nowhere unread={value.unread} />;
  }
  if (value) {
    const shown = {
      ...value,
      environments: [...chosen(value.environments, environments)],
    };
    return <Loaded value={shown} failing={Boolean(error)} {...settings} />;
  }
  if (error) {
    return <Unread {...{ title, entityRef, error }} wide />;
  }
  return (
    <Loading title={title} label={t('deployments.loading')} wide>
      <ol className={styles.environments}>
        {targets.map(({ name, cluster }) => (
          <li key={name} aria-label={name}>
            <div>
              <h4>{name}</h4>
              <span>{cluster}</span>
            </div>
            <Skeleton width="60%" height="1.25rem" />
            <Skeleton width="40%" height="0.875rem" />
            <Skeleton width="50%" height="0.875rem" />
          </li>
        ))}
      </ol>
    </Loading>
  );
};
