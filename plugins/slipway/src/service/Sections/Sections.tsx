import { useEffect, useState, type MouseEvent } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { anchorOf, type CardName } from '../../cards/aspect';
import { goTo } from '../../cards/Attention';
import { Verdict, type Shape } from '../../elements/Verdict';
import { slipwayTranslationRef } from '../../translation';
import styles from './Sections.module.css';

export type SectionName = CardName | 'timeline' | 'metrics';

export interface Section {
  name: SectionName;
  /** Left out for what has no verdict. */
  shape?: Shape;
}

/** The section that is at the top of what is seen. */
function useCurrent(sections: readonly Section[]): SectionName | undefined {
  const [current, setCurrent] = useState<SectionName>();
  const names = sections.map(({ name }) => name).join(' ');
  useEffect(() => {
    if (typeof IntersectionObserver === 'undefined') {
      return undefined;
    }
    const order = names.split(' ') as SectionName[];
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      entries => {
        entries.forEach(({ target, isIntersecting }) =>
          isIntersecting ? seen.add(target.id) : seen.delete(target.id),
        );
        setCurrent(order.find(name => seen.has(anchorOf(name))));
      },
      { rootMargin: '-80px 0px -60% 0px' },
    );
    order.forEach(name => {
      const element = document.getElementById(anchorOf(name));
      if (element) {
        observer.observe(element);
      }
    });
    return () => observer.disconnect();
  }, [names]);
  return current;
}

/** What the tab has, each with its state: stays in sight, and leads there. */
export const Sections = ({ sections }: { sections: readonly Section[] }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const current = useCurrent(sections);
  return (
    <nav className={styles.sections} aria-label={t('tab.sections')}>
      <ul>
        {sections.map(({ name, shape }) => {
          const anchor = anchorOf(name);
          return (
            <li key={name}>
              <a
                href={`#${anchor}`}
                aria-current={name === current || undefined}
                onClick={(event: MouseEvent) => {
                  // The address stays that of the tab: going back leads to where somebody came from.
                  if (goTo(anchor)) {
                    event.preventDefault();
                  }
                }}
              >
                {shape && <Verdict shape={shape} />}
                {name === 'timeline' || name === 'metrics'
                  ? t(`tab.${name}`)
                  : t(`card.titles.${name}`)}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
};
