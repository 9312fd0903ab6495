import { useId, type ReactNode } from 'react';
import { Card } from '@backstage/ui';
import { Verdict, type Shape } from '../Verdict';
import shared from '../shared.module.css';
import styles from './Frame.module.css';

/** Label and age, answer, evidence, source: the order that every card has. */
export const Frame = ({
  id,
  title,
  age,
  stale,
  shape,
  answer,
  children,
  foot,
  busy,
  wide,
}: {
  /** By which links find it. */
  id?: string;
  title: string;
  age?: ReactNode;
  /** What is shown is not what is now. */
  stale?: boolean;
  shape?: Shape;
  answer?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
  busy?: boolean;
  /** It takes the whole line of a grid of cards. */
  wide?: boolean;
}) => {
  const titleId = useId();
  return (
    <Card className={styles.card} data-wide={wide || undefined}>
      <section
        id={id}
        // A link that leads here takes the focus along.
        tabIndex={id ? -1 : undefined}
        aria-labelledby={titleId}
        aria-busy={busy}
        className={shared.text}
      >
        <header>
          <h2 id={titleId}>{title}</h2>
          <span data-stale={stale || undefined}>{age}</span>
        </header>
        {answer && (
          <h3>
            {shape && <Verdict shape={shape} />}
            <span aria-live="polite">{answer}</span>
          </h3>
        )}
        <div>{children}</div>
        {foot && <footer>{foot}</footer>}
      </section>
    </Card>
  );
};
