import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  knownIn,
  type DeliveryAction,
  type DeliveryFact,
} from '@slipway/plugin-slipway-common';
import { Age } from '../../elements/Age';
import { LinkOut } from '../../elements/LinkOut';
import { Row, Rows } from '../../elements/Rows';
import { Verdict } from '../../elements/Verdict';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { Acts } from '../Act';
import { AspectCard, type CardSettings, type Environments } from '../aspect';
import {
  shapeOfWord,
  shortRevision,
  syncsOf,
  wordOf,
  type Sync,
} from './delivered';
import { Syncs } from './Syncs';
import styles from './DeliveryCard.module.css';

const ASPECTS = ['delivery'] as const;
const LINES = `spec:
  delivery:
    engine: argocd`;

export interface DeliveryCardProps extends CardSettings {
  /** How many of the last deliveries are told. */
  last?: number;
}

const Marks = ({ syncs }: { syncs: Sync[] }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { day } = useFormats();
  const oldest = syncs[syncs.length - 1]?.at;
  if (syncs.length === 0) {
    return null;
  }
  return (
    <p className={styles.marks}>
      <span aria-hidden="true">
        {[...syncs].reverse().map(({ key, result }) => (
          <Verdict
            key={key}
            shape={
              { synced: 'healthy', failed: 'failed', running: 'progressing' }[
                result
              ] as 'healthy'
            }
          />
        ))}
      </span>
      <span>{t('delivery.lastOnes', { count: syncs.length })}</span>
      {syncs[0].result === 'failed' && (
        <span>{t('delivery.newestFailed')}</span>
      )}
      {oldest && <span>{t('delivery.since', { date: day(oldest) })}</span>}
    </p>
  );
};

/** Of what could not be looked at nobody knows whether it is still fetched. */
const Unseen = ({ sources = [] }: Pick<DeliveryFact, 'sources'>) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <>
      {sources.map(({ answer, kind, namespace, name, permission = '' }) =>
        answer === 'denied' || answer === 'unreachable' ? (
          <small key={`${kind}/${namespace}/${name}`}>
            {t(`delivery.source.${answer}`, {
              permission,
              source: `${kind} ${namespace}/${name}`,
            })}
          </small>
        ) : null,
      )}
    </>
  );
};

/** Flux brings what it finds: to look again is to sync. */
const actsOf = (engine: 'argocd' | 'flux'): DeliveryAction[] =>
  engine === 'argocd' ? ['refresh', 'sync'] : ['refresh'];

const Deliveries = ({
  environments,
  full,
}: {
  environments: Environments<'delivery'>;
  full?: boolean;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <Rows>
      {environments.flatMap(({ name, delivery: answer }) =>
        (knownIn(answer)?.deliveries ?? []).map((delivery, index) => {
          const word = wordOf(delivery);
          const { engine, link, revision, wantedRevision, drifted } = delivery;
          const at = delivery.history[0]?.at;
          const by = t(`delivery.engine.${engine}`);
          return (
            <Row
              key={[
                name,
                delivery.kind,
                delivery.namespace,
                delivery.name,
              ].join('/')}
              shape={
                answer.answer === 'data'
                  ? shapeOfWord(word)
                  : (answer.answer as 'denied')
              }
              end={
                <>
                  <LinkOut href={link} label={`${by}: ${delivery.name}`}>
                    {by}
                  </LinkOut>
                  {at && (
                    <>
                      {' · '}
                      <Age since={at} bare />
                    </>
                  )}
                  {full && index === 0 && answer.answer === 'data' && (
                    <Acts of={actsOf(engine)} environment={name} />
                  )}
                </>
              }
            >
              {t('delivery.at', {
                environment: <b>{name}</b>,
                revision: (
                  <code>{shortRevision(revision ?? wantedRevision)}</code>
                ),
              })}
              {word !== 'synced' && <small>{t(`delivery.word.${word}`)}</small>}
              {word === 'drifted' && drifted.length > 0 && (
                <small>
                  {t('delivery.differs', {
                    objects: drifted
                      .slice(0, 5)
                      .map(({ kind, name: object }) => `${kind} ${object}`)
                      .join(', '),
                  })}{' '}
                  {drifted.length > 5 &&
                    t('delivery.more', { count: drifted.length - 5 })}
                </small>
              )}
              <Unseen sources={delivery.sources} />
            </Row>
          );
        }),
      )}
    </Rows>
  );
};

/** Whether what is in Git is what runs, whichever engine sees to it. */
export const DeliveryCard = ({ last = 10, ...settings }: DeliveryCardProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const syncsIn = (environments: Environments<'delivery'>) =>
    syncsOf(
      environments.map(({ name, delivery }) => ({
        name,
        state: knownIn(delivery),
      })),
    ).slice(0, last);
  return (
    <AspectCard
      {...settings}
      card="delivery"
      aspects={ASPECTS}
      lines={LINES}
      healthy={() => t('delivery.inSync')}
      source={environments =>
        [
          ...new Set(
            environments.flatMap(({ delivery }) =>
              (knownIn(delivery)?.deliveries ?? []).map(({ engine }) =>
                t(`delivery.engine.${engine}`),
              ),
            ),
          ),
        ].join(', ')
      }
      loading={
        <>
          <Skeleton width="100%" height="1.5rem" />
          <Skeleton width="100%" height="1.5rem" />
          <Skeleton width="100%" height="1.5rem" />
        </>
      }
    >
      {environments => (
        <>
          <Deliveries environments={environments} full={settings.full} />
          {settings.full ? (
            <Syncs syncs={syncsIn(environments)} />
          ) : (
            <Marks syncs={syncsIn(environments)} />
          )}
        </>
      )}
    </AspectCard>
  );
};
