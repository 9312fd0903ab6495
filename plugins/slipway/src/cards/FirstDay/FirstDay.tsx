import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type {
  FirstDay as FirstDayDocument,
  FirstDayItem,
} from '@slipway/plugin-slipway-common';
import { Age } from '../../elements/Age';
import { Verdict, type Shape } from '../../elements/Verdict';
import { slipwayTranslationRef } from '../../translation';
import shared from '../../elements/shared.module.css';
import styles from './FirstDay.module.css';

const shapes: Record<FirstDayItem['answer'], Shape> = {
  missing: 'degraded',
  unreachable: 'unreachable',
  denied: 'denied',
  there: 'healthy',
};

/** What somebody has to see to comes first, and what nobody can tell before what is well. */
const order: FirstDayItem['answer'][] = [
  'missing',
  'unreachable',
  'denied',
  'there',
];

/** Needs are written as Markdown, of which they use nothing but this. */
const Text = ({ text }: { text: string }) => (
  <>
    {text
      .split('`')
      .map((part, i) =>
        i % 2 ? <code key={`${i} ${part}`}>{part}</code> : part,
      )}
  </>
);

const Item = ({ item }: { item: FirstDayItem }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { answer, note, text, url } = item;
  const link = answer !== 'there' && url?.startsWith('http') ? url : undefined;
  return (
    <li data-answer={answer}>
      <Verdict shape={shapes[answer]} />
      <div>
        <p>
          <Text text={text} />
        </p>
        {(note || link) && (
          <p className={shared.quiet}>
            {note && <span>{`${note[0].toUpperCase()}${note.slice(1)}.`}</span>}{' '}
            {link && (
              <Link href={link} target="_blank">
                {t('firstDay.seeTo')}
              </Link>
            )}
          </p>
        )}
      </div>
    </li>
  );
};

const List = ({ items }: { items: FirstDayItem[] }) => (
  <ul>
    {items.map(item => (
      <Item key={item.id} item={item} />
    ))}
  </ul>
);

/** What a service that does not run everywhere yet still needs; what is met is folded away. */
export const FirstDay = ({ firstDay }: { firstDay: FirstDayDocument }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const items = order.flatMap(answer =>
    firstDay.items.filter(item => item.answer === answer),
  );
  const open = items.filter(({ answer }) => answer !== 'there');
  const met = items.filter(({ answer }) => answer === 'there');
  const missing = items.filter(({ answer }) => answer === 'missing').length;
  return (
    <section className={styles.firstDay} aria-label={t('firstDay.title')}>
      <h4>
        {missing > 0
          ? t('firstDay.missing', { count: missing })
          : t('firstDay.nothing')}
        <span>
          <Age since={firstDay.at} />
        </span>
      </h4>
      <List items={open} />
      {met.length > 0 && (
        <details>
          <summary>{t('firstDay.met', { count: met.length })}</summary>
          <List items={met} />
        </details>
      )}
    </section>
  );
};
