import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';
import { download } from '../exported';

/** Takes all that fits along, also what was not scrolled to yet. */
export function Exports<P extends { next?: string }, T>({
  name,
  load,
  itemsOf,
  asCsv,
}: {
  /** Of the file. */
  name: string;
  load: (cursor: string | undefined) => Promise<P>;
  itemsOf: (page: P) => T[];
  asCsv: (all: T[]) => string;
}) {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [failed, setFailed] = useState(false);
  const hand = async (
    type: 'csv' | 'json',
    mime: string,
    write: (all: T[]) => string,
  ) => {
    try {
      const all: T[] = [];
      let page: P | undefined;
      do {
        page = await load(page?.next);
        all.push(...itemsOf(page));
      } while (page.next);
      download(`${name}.${type}`, mime, write(all));
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <span role="status">
        {failed && `${t('fleet.failed')}. ${t('fleet.again')}`}
      </span>
      <Button
        size="small"
        variant="tertiary"
        onPress={() => hand('csv', 'text/csv', asCsv)}
      >
        {t('fleet.csv')}
      </Button>
      <Button
        size="small"
        variant="tertiary"
        onPress={() =>
          hand('json', 'application/json', all => JSON.stringify(all, null, 2))
        }
      >
        {t('fleet.json')}
      </Button>
    </>
  );
}
