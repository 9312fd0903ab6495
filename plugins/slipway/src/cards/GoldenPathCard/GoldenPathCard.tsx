import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { mayRun } from '@slipway/model';
import {
  knownIn,
  type EntityState,
  type GoldenPathState,
} from '@slipway/plugin-slipway-common';
import { Age, AsOf } from '../../elements/Age';
import { CopyCode } from '../../elements/CopyCode';
import { Facts } from '../../elements/Facts';
import { Frame, Loading, Unread } from '../../elements/Frame';
import { Trouble } from '../../elements/Trouble';
import type { Reading } from '../../hooks/EntityStore';
import { useEntityReading } from '../../hooks/useEntityState';
import { useFormats, useTell } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { anchorOf, type CardSettings } from '../aspect';
import { Details } from '../aspect/Details';
import { shapeOfGoldenPath } from './shape';
import shared from '../../elements/shared.module.css';
import styles from './GoldenPathCard.module.css';

type Answer = NonNullable<EntityState['goldenPath']>;

const NAME = 'goldenPath';
const COMMAND = 'slipway init --from .';

const pick = ({ value, error }: Reading) => ({
  loaded: value !== undefined,
  answer: value?.goldenPath,
  error,
});

function useVersions() {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return ({ goldenPath, bundle }: GoldenPathState['now']) =>
    t('goldenPath.versions', { ...bundle, goldenPath });
}

const Known = ({ of, full }: { of: GoldenPathState; full?: boolean }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const versions = useVersions();
  const { lock, now, files } = of;
  const rendered = lock && versions(lock);
  const current = versions(now);
  const changed = files && files.changed.length + (files.more ?? 0);
  return (
    <>
      <Facts
        facts={[
          { name: t('goldenPath.rendered'), value: rendered },
          {
            name: t('goldenPath.portal'),
            value: rendered !== current && current,
          },
          {
            name: t('goldenPath.files'),
            value:
              files &&
              (changed
                ? t('goldenPath.changed', {
                    count: changed,
                    managed: files.managed,
                  })
                : t('goldenPath.untouched', { managed: files.managed })),
          },
        ]}
      />
      {full && files && files.changed.length > 0 && (
        <ul className={styles.files} aria-label={t('goldenPath.list')}>
          {files.changed.map(path => (
            <li key={path}>
              <code>{path}</code>
            </li>
          ))}
          {files.more && <li>{t('goldenPath.more', { count: files.more })}</li>}
        </ul>
      )}
    </>
  );
};

/** Why it is not known now, where it is not. */
const Why = ({ answer }: { answer: Answer }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { timeOfDay } = useFormats();
  switch (answer.answer) {
    case 'denied':
      return (
        <Trouble
          shape="denied"
          evidence={t('card.missing', { permission: answer.permission })}
          remedy={t('goldenPath.asked')}
        />
      );
    case 'unreachable':
      return answer.starting ? null : (
        <p>
          {t('card.since', {
            environment: t('goldenPath.repository'),
            reason: answer.reason,
            time: timeOfDay(new Date(answer.since)),
          })}
        </p>
      );
    default:
      return null;
  }
};

const Loaded = ({ answer, full }: { answer: Answer; full?: boolean }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const tell = useTell();
  const title = t('card.titles.goldenPath');
  const shape = shapeOfGoldenPath(answer);
  if (answer.answer === 'absent') {
    return full ? (
      <Frame
        id={anchorOf(NAME)}
        title={title}
        shape="none"
        answer={t('goldenPath.none')}
        age={<Age since={answer.at} />}
      >
        <p>{t('goldenPath.how')}</p>
        <CopyCode code={COMMAND} />
      </Frame>
    ) : null;
  }
  const known = knownIn(answer);
  const fresh = answer.answer === 'data';
  const starting = answer.answer === 'unreachable' && answer.starting;
  const [first, ...others] = fresh
    ? answer.value.verdict.reasons.map(tell)
    : [];
  const says =
    answer.answer === 'data'
      ? first?.message ?? t('goldenPath.current')
      : t(`goldenPath.${starting ? 'starting' : answer.answer}`);
  const asOf = 'lastKnown' in answer ? answer.lastKnown?.at : undefined;
  return (
    <Frame
      id={anchorOf(NAME)}
      title={title}
      shape={shape}
      answer={says}
      age={fresh ? <Age since={answer.at} /> : asOf && <AsOf at={asOf} />}
      stale={!fresh}
      foot={
        <>
          <span>
            {known ? (
              <Link href={known.repository} target="_blank">
                {t('goldenPath.repository')}
              </Link>
            ) : (
              t('goldenPath.repository')
            )}
          </span>
          {!full && <Details card={NAME} />}
        </>
      }
    >
      {known && (
        <div className={shared.known} data-stale={!fresh || undefined}>
          <Known of={known} full={full} />
        </div>
      )}
      {first && (
        <Trouble
          shape={first.state}
          evidence={first.evidence}
          remedy={first.remedy}
        />
      )}
      {others.map(({ code, state, message, evidence, remedy }) => (
        <Trouble key={code} shape={state} {...{ message, evidence, remedy }} />
      ))}
      <Why answer={answer} />
    </Frame>
  );
};

/** With which version of the golden path the repository was rendered, and which of its files somebody changed. */
export const GoldenPathCard = ({ full }: CardSettings) => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(slipwayTranslationRef);
  const entityRef = stringifyEntityRef(entity);
  const runs = mayRun(entity.metadata.annotations);
  const { loaded, answer, error } = useEntityReading(
    runs ? entityRef : undefined,
    pick,
  );
  const title = t('card.titles.goldenPath');
  if (!runs || (loaded && !answer)) {
    return null;
  }
  if (answer) {
    return <Loaded {...{ answer, full }} />;
  }
  return error ? (
    <Unread {...{ title, entityRef, error }} />
  ) : (
    <Loading title={title} label={t('card.loading', { card: title })}>
      <Skeleton width="100%" height="1.5rem" />
      <Skeleton width="70%" height="1.5rem" />
    </Loading>
  );
};
