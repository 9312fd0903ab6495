import type { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { slipwayTranslationRef } from '../translation';

export type Translate = ReturnType<
  typeof useTranslationRef<(typeof slipwayTranslationRef)['T']>
>['t'];

const DAY = 86_400;

/** The steps below a day in which a time is told; their signs are the same in all languages. */
const STEPS: Array<[seconds: number, sign: string]> = [
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

// Costly to make, and every age of a page wants the same.
const made = new Map<string, unknown>();

function once<F>(key: string, make: () => F): F {
  if (!made.has(key)) {
    made.set(key, make());
  }
  return made.get(key) as F;
}

const BINARY = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** As the reader writes it, where his own language is the one that is shown; else as this language does. */
function localeOf(language: string, preferred: readonly string[]): string {
  return preferred.find(one => one.split('-')[0] === language) ?? language;
}

/** Numbers, amounts, spans, ages and times, as they are written in the language of the texts. */
export function formatsFor(
  t: Translate,
  preferred: readonly string[] = navigator.languages ?? [],
) {
  const locale = localeOf(t('locale'), preferred);
  const instant =
    (options: Intl.DateTimeFormatOptions) => (at: string | number | Date) =>
      once(
        `${locale} ${JSON.stringify(options)}`,
        () => new Intl.DateTimeFormat(locale, options),
      ).format(new Date(at));
  const number = (value: number, options: Intl.NumberFormatOptions = {}) =>
    once(
      `${locale} number ${JSON.stringify(options)}`,
      () => new Intl.NumberFormat(locale, options),
    ).format(value);
  /** As few digits as decide. */
  const digits = (value: number) =>
    number(value, {
      maximumFractionDigits: Math.abs(value) >= 100 ? 0 : 2,
    });
  const below = (seconds: number) => {
    const [size, sign] = STEPS.find(([step]) => seconds >= step) ?? STEPS[2];
    return `${number(Math.floor(seconds / size))} ${sign}`;
  };
  /** In the largest unit that fits. Never negative: clocks differ. */
  const timed =
    (
      days: (count: number) => string,
      other: (told: string) => string = told => told,
    ) =>
    (seconds: number, daysFrom = 1) => {
      const whole = Math.max(0, Math.floor(seconds));
      return whole >= daysFrom * DAY
        ? days(Math.floor(whole / DAY))
        : other(below(whole));
    };
  const amount = (resource: string, value: number) => {
    if (/memory|storage$/.test(resource)) {
      const power = Math.min(
        BINARY.length - 1,
        Math.max(0, Math.floor(Math.log2(Math.abs(value) || 1) / 10)),
      );
      return `${digits(value / 1024 ** power)} ${BINARY[power]}`;
    }
    return /cpu$/.test(resource)
      ? t('amount.cores', { count: value, amount: digits(value) })
      : digits(value);
  };
  const noun = (resource: string) =>
    (t as (key: string, options: object) => string)(`resource.${resource}`, {
      defaultValue: resource,
    });
  const span = timed(count => t('age.days', { count }));
  return {
    number,
    percent: (share: number) => number(share, { style: 'percent' }),
    /** `12 s`, `41 min`, `3 h`, `1 day` */
    span,
    /** `26 h`: where an hour more or less decides. */
    term: (seconds: number) => span(seconds, 2),
    ago: timed(
      count => t('age.agoDays', { count }),
      age => t('age.ago', { age }),
    ),
    ahead: timed(
      count => t('age.inDays', { count }),
      age => t('age.in', { age }),
    ),
    /** Of a quota's resource: `1.5 GiB`, `0.25 cores`, `12`. */
    amount,
    /** What people call it; what is not known is called as it is. */
    noun,
    /** `512 MiB of memory`, `4 pods` */
    amountOf(resource: string, value: number): string {
      if (resource === 'pods' || resource === 'persistentvolumeclaims') {
        return t(`amount.${resource}`, { count: value });
      }
      const told = { amount: amount(resource, value), noun: noun(resource) };
      return /^requests\.|^limits\./.test(resource)
        ? t('amount.of', told)
        : `${told.amount} ${told.noun}`;
    },
    more: (left: number) => t('more', { number: left }),
    /** `a, b and c` */
    list: (names: readonly string[]) =>
      names.length < 2
        ? names.join('')
        : t('card.and', {
            most: names.slice(0, -1).join(', '),
            last: names[names.length - 1],
          }),
    /** As exactly as anybody asks. */
    exact: instant({ dateStyle: 'medium', timeStyle: 'long' }),
    minute: instant({ dateStyle: 'medium', timeStyle: 'short' }),
    date: instant({ dateStyle: 'medium' }),
    /** A day, where the time of day says nothing. */
    day: instant({ day: 'numeric', month: 'short' }),
    weekday: instant({ weekday: 'short', hour: '2-digit', minute: '2-digit' }),
    timeOfDay: instant({ hour: '2-digit', minute: '2-digit' }),
  };
}

export type Formats = ReturnType<typeof formatsFor>;
