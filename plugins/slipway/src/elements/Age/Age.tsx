import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { slipwayTranslationRef } from '../../translation';
import { useNow } from './clock';
import { formatAge } from './format';

/** How long ago, with the exact instant in the reader's own zone on hover. */
export const Age = ({ since, bare }: { since: string; bare?: boolean }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const now = useNow();
  const instant = new Date(since);
  const age = formatAge(now - instant.getTime());
  return (
    <time
      dateTime={since}
      title={instant.toLocaleString(undefined, {
        dateStyle: 'medium',
        timeStyle: 'long',
      })}
    >
      {bare ? age : t('age.ago', { age })}
    </time>
  );
};

/** How long until then, or how long ago it was, where something has an end. */
export const Until = ({ at }: { at: string }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const now = useNow();
  const instant = new Date(at);
  const left = instant.getTime() - now;
  return (
    <time
      dateTime={at}
      title={instant.toLocaleString(undefined, {
        dateStyle: 'medium',
        timeStyle: 'long',
      })}
    >
      {left < 0
        ? t('age.ago', { age: formatAge(-left) })
        : t('age.in', { age: formatAge(left) })}
    </time>
  );
};

/** A day, where the time of day says nothing. */
export function dayOf(at: string): string {
  return new Date(at).toLocaleDateString(undefined, {
    day: 'numeric',
    month: 'short',
  });
}

/** An instant as a time of day, for what is no longer fresh. */
export const AsOf = ({ at }: { at: string }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const instant = new Date(at);
  return (
    <time dateTime={at} title={instant.toLocaleString()}>
      {t('age.asOf', { time: timeOfDay(instant) })}
    </time>
  );
};

export function timeOfDay(instant: Date): string {
  return instant.toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
  });
}
