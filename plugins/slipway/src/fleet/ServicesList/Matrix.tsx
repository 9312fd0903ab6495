import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type RefObject,
} from 'react';
import { flushSync } from 'react-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { FleetService } from '@slipway/plugin-slipway-common';
import { useVirtualizer } from '@tanstack/react-virtual';
import { share } from '../../hooks/sharing';
import { slipwayTranslationRef } from '../../translation';
import type { Extra, Grouping } from '../query';
import { columnsOf, shortRef } from '../services';
import type { FleetRows } from './FleetRows';
import { alignmentOf } from './ExtraCell';
import { Row } from './Row';
import { keyOf, sectioned, type Section } from './sections';
import styles from './ServicesList.module.css';

/** As many are drawn at once without anybody noticing, and can be searched in the page. */
const ALL_DRAWN = 150;
const ROW_PX = 44;
/** The next page is asked for before its place is seen. */
const AHEAD = 40;

/** On paper there is no scrolling: all rows are drawn that are there. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}

/** The same object for as long as it says the same. */
function useShared<T>(value: T): T {
  const last = useRef(value);
  last.current = share(last.current, value);
  return last.current;
}

const Heading = ({ section }: { section: Section }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <>
      {section.kind === 'named'
        ? shortRef(section.name)
        : t(`fleet.section.${section.kind}`)}
    </>
  );
};

/** Services by environment. Of thousands only those are drawn that are in sight. */
export const Matrix = ({
  scroller,
  rows,
  placed,
  total,
  group,
  extras,
  more,
  stale,
}: {
  scroller: RefObject<HTMLDivElement>;
  rows: Pick<FleetRows, 'see' | 'now' | 'watch'>;
  placed: FleetService[];
  total: number;
  group: Grouping;
  /** What is told beside the environments. */
  extras: readonly Extra[];
  more?: () => void;
  stale: boolean;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const pageOf = useRouteRef(entityRouteRef);
  const printing = usePrinting();
  const columns = useShared(
    useMemo(() => columnsOf(placed.map(rows.now)), [placed, rows]),
  );
  const items = useMemo(() => sectioned(placed, group), [placed, group]);
  // A row is known to be as high as it was, wherever it stands now.
  const getItemKey = useCallback(
    (index: number) => {
      const item = items[index];
      return 'section' in item ? keyOf(item.section) : item.service.entityRef;
    },
    [items],
  );
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey,
    overscan: 8,
    // A scroll does not wait for its rows: some are drawn beyond what is in sight.
    useFlushSync: false,
  });
  const whole = printing || (!more && items.length <= ALL_DRAWN);
  const drawn = virtualizer.getVirtualItems();
  const indexes = whole
    ? items.map((_, index) => index)
    : drawn.map(({ index }) => index);
  const before = whole ? 0 : drawn.at(0)?.start ?? 0;
  const after = whole
    ? 0
    : virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  const nearEnd = (drawn.at(-1)?.index ?? 0) >= items.length - AHEAD;
  useEffect(() => {
    if (nearEnd && !whole) {
      more?.();
    }
  }, [nearEnd, whole, more, items.length]);
  const inSight = useShared(
    indexes.flatMap(index => {
      const item = items[index];
      return 'service' in item ? item.service.entityRef : [];
    }),
  );
  useEffect(() => rows.see(inSight), [rows, inSight]);

  const width = columns.length + extras.length + 1;
  return (
    <div
      ref={scroller}
      className={styles.scroll}
      data-stale={stale || undefined}
      data-many={!whole || undefined}
      role="group"
      aria-label={t('fleet.services')}
      // Where it scrolls, whoever has no mouse has to reach it.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.matrix} aria-rowcount={total + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              {t('fleet.column.service')}
              <small>{t('fleet.column.owner')}</small>
            </th>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            {extras.map(extra => (
              <th key={extra} scope="col" {...alignmentOf(extra)}>
                {t(`fleet.column.${extra}`)}
                {(extra === 'backup' || extra === 'changed') && (
                  <small>{t('fleet.column.age')}</small>
                )}
                {extra === 'skew' && <small>{t('fleet.column.commits')}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && (
            <tr aria-hidden style={{ height: before }}>
              <td colSpan={width} />
            </tr>
          )}
          {indexes.map(index => {
            const item = items[index];
            const ref = whole ? undefined : virtualizer.measureElement;
            return 'section' in item ? (
              <tr
                key={keyOf(item.section)}
                ref={ref}
                data-index={index}
                data-section
              >
                <th scope="colgroup" colSpan={width}>
                  <Heading section={item.section} />
                </th>
              </tr>
            ) : (
              <Row
                key={item.service.entityRef}
                ref={ref}
                rows={rows}
                placed={item.service}
                columns={columns}
                extras={extras}
                pageOf={pageOf}
                index={index}
              />
            );
          })}
          {after > 0 && (
            <tr aria-hidden style={{ height: after }}>
              <td colSpan={width} />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
};
