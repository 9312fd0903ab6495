import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import { Frame, Loading } from '../elements/Frame';
import type { Shape } from '../elements/Verdict';
import { slipwayTranslationRef } from '../translation';
import { ListFailure } from './ListFailure';
import type { Pages } from '../hooks/usePages';

/** A list in its states: on its way, not to be had, empty, there, and there but old. */
export function ListFrame<P extends { next?: string }, T>({
  title,
  list,
  itemsOf,
  sayOf,
  none,
  permission,
  part,
  tools,
  foot,
  children,
}: {
  title: string;
  list: Pages<P>;
  itemsOf: (page: P) => T[];
  /** What it comes to, in one sentence. */
  sayOf: (items: T[]) => { shape: Shape; answer: string };
  /** How something gets onto it. */
  none: ReactNode;
  /** By which it is chosen from. */
  tools?: ReactNode;
  foot?: (items: T[]) => ReactNode;
  permission?: string;
  /** A part of a page, where nothing stands while there is nothing. */
  part?: boolean;
  children: (items: T[]) => ReactNode;
}) {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { pages, error, more } = list;
  if (!pages) {
    return error ? (
      <ListFailure
        title={title}
        error={error}
        {...(permission && { permission })}
      />
    ) : (
      <Loading title={title} label={t('fleet.loading')}>
        <Skeleton width="100%" height="12rem" />
      </Loading>
    );
  }
  const items = pages.flatMap(itemsOf);
  if (part && items.length === 0) {
    return null;
  }
  return (
    <Frame title={title} {...sayOf(items)} foot={foot?.(items)}>
      {tools}
      {items.length === 0 ? <p>{none}</p> : children(items)}
      {more && (
        <div>
          <Button size="small" variant="secondary" onPress={more}>
            {t('fleet.more')}
          </Button>
        </div>
      )}
      {error && (
        <p>
          {t('fleet.failed')}. {t('fleet.failedRemedy')}
        </p>
      )}
    </Frame>
  );
}
