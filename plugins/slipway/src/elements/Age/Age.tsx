import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { useNow } from './clock';

/** How long ago, with the exact instant in the reader's own zone on hover. */
export const Age = ({ since, bare }: { since: string; bare?: boolean }) => {
  const { ago, span, exact } = useFormats();
  const seconds = (useNow() - Date.parse(since)) / 1000;
  return (
    <time dateTime={since} title={exact(since)}>
      {bare ? span(seconds) : ago(seconds)}
    </time>
  );
};

/** How long until then, or how long ago it was, where something has an end. */
export const Until = ({ at }: { at: string }) => {
  const { ago, ahead, exact } = useFormats();
  const left = (Date.parse(at) - useNow()) / 1000;
  return (
    <time dateTime={at} title={exact(at)}>
      {left < 0 ? ago(-left) : ahead(left)}
    </time>
  );
};

/** An instant as a time of day, for what is no longer fresh. */
export const AsOf = ({ at }: { at: string }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { timeOfDay, exact } = useFormats();
  return (
    <time dateTime={at} title={exact(at)}>
      {t('age.asOf', { time: timeOfDay(at) })}
    </time>
  );
};
