import { useCallback, type MouseEvent } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import { mayRun } from '@slipway/model';
import { Age } from '../../elements/Age';
import { Verdict } from '../../elements/Verdict';
import type { Reading } from '../../hooks/EntityStore';
import { useEntityReading } from '../../hooks/useEntityState';
import { useFormats, useTell } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { anchorOf, chosen, type CardSettings } from '../aspect';
import { useTabPath } from '../aspect/useTabPath';
import { goTo } from './goTo';
import { verdictOf, type ServiceVerdict } from './verdict';
import shared from '../../elements/shared.module.css';
import styles from './Attention.module.css';

/** So many are told; who wants to see more looks at the cards. */
const MOST = 5;

const Thing = ({ thing }: { thing: ServiceVerdict['things'][number] }) => {
  const anchor = anchorOf(thing.card);
  const path = useTabPath();
  const tell = useTell();
  const onClick = (event: MouseEvent) => {
    // Where the card is on this page there is no need to leave it.
    if (goTo(anchor)) {
      event.preventDefault();
    }
  };
  return (
    <li>
      <Verdict shape={thing.state} />
      <Link href={`${path}#${anchor}`} onClick={onClick}>
        {tell(thing).message}
      </Link>
    </li>
  );
};

/** That it is live, and since when it is not. */
const Live = ({ at, lost }: { at?: number; lost: boolean }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { timeOfDay } = useFormats();
  if (at === undefined) {
    return null;
  }
  const time = new Date(at);
  return (
    <p data-lost={lost || undefined}>
      {lost
        ? t('attention.lost', { time: timeOfDay(time) })
        : t('attention.live', { age: <Age since={time.toISOString()} /> })}
    </p>
  );
};

/** Above the cards of a service: how many things need attention, each a link to its card. */
export const Attention = ({
  environments,
}: Pick<CardSettings, 'environments'>) => {
  const { entity } = useEntity();
  const { t } = useTranslationRef(slipwayTranslationRef);
  const runs = mayRun(entity.metadata.annotations);
  const { verdict, at, lost, failed } = useEntityReading(
    runs ? stringifyEntityRef(entity) : undefined,
    useCallback(
      ({ value, at: read, error }: Reading) => ({
        verdict: value && {
          ...verdictOf({
            environments: chosen(value.environments, environments),
          }),
          found: value.environments.length > 0,
        },
        at: read,
        lost: Boolean(error && value),
        failed: Boolean(error && !value),
      }),
      [environments],
    ),
  );
  if (!runs || failed || verdict?.found === false) {
    // The cards say why.
    return null;
  }
  if (!verdict) {
    return (
      <div
        className={`${shared.text} ${styles.attention}`}
        role="img"
        aria-label={t('attention.loading')}
      >
        <Skeleton width="14rem" height="1.5rem" />
      </div>
    );
  }
  const { things, says, shape } = verdict;
  const rest = things.length - MOST;
  return (
    <section
      className={`${shared.text} ${styles.attention}`}
      data-calm={things.length === 0 || undefined}
      aria-label={t('attention.title')}
    >
      <h2>
        <Verdict shape={shape} />
        <span aria-live="polite">
          {says === 'things'
            ? t('attention.things', { count: things.length })
            : t(`attention.${says}`)}
        </span>
      </h2>
      {things.length > 0 && (
        <ul>
          {things.slice(0, MOST).map(thing => (
            <Thing
              key={`${thing.environment} ${thing.code} ${thing.message}`}
              thing={thing}
            />
          ))}
          {rest > 0 && <li>{t('attention.more', { count: rest })}</li>}
        </ul>
      )}
      <Live at={at} lost={lost} />
    </section>
  );
};
