import { forwardRef, memo, useSyncExternalStore } from 'react';
import {
  parseEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type {
  FleetEnvironment,
  FleetService,
} from '@slipway/plugin-slipway-common';
import { Verdict } from '../../elements/Verdict';
import type { Translate } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import type { Extra } from '../query';
import { shapeOf, shortRef } from '../services';
import { ExtraCell } from './ExtraCell';
import type { FleetRows } from './FleetRows';
import styles from './ServicesList.module.css';

const Cell = ({
  environment,
  named,
  t,
}: {
  environment: FleetEnvironment;
  named: boolean;
  t: Translate;
}) => {
  const { cluster, versions, ready, wanted } = environment;
  const shape = shapeOf(environment);
  const replicas =
    ready !== undefined && wanted !== undefined
      ? t('replicas', { ready, wanted })
      : undefined;
  return (
    <span className={styles.cell} data-shape={shape} title={replicas}>
      <Verdict shape={shape} />
      <code>{versions.join(', ') || '–'}</code>
      {named && <small>{cluster}</small>}
    </span>
  );
};

interface RowProps {
  rows: Pick<FleetRows, 'now' | 'watch'>;
  placed: FleetService;
  /** The same object for as long as they are the same. */
  columns: string[];
  extras: readonly Extra[];
  /** Where a service's own page is. */
  pageOf: (entity: CompoundEntityRef) => string;
  /** Its place among the rows, also of those that are not drawn. */
  index: number;
}

const PlainRow = forwardRef<HTMLTableRowElement, RowProps>(
  ({ rows, placed, columns, extras, pageOf, index }, ref) => {
    const { t } = useTranslationRef(slipwayTranslationRef);
    const service = useSyncExternalStore(rows.watch, () => rows.now(placed));
    const { entityRef, name, title, owners, environments } = service;
    return (
      <tr ref={ref} data-index={index} aria-rowindex={index + 2}>
        <th scope="row">
          <Link href={pageOf(parseEntityRef(entityRef))}>{title ?? name}</Link>
          <small>{owners.map(shortRef).join(', ')}</small>
        </th>
        {columns.map(column => {
          const here = environments.filter(one => one.name === column);
          return (
            <td key={column} data-label={column} data-empty={here.length === 0}>
              {here.length === 0 ? (
                <span className={styles.quiet} title={t('fleet.notHere')}>
                  –
                </span>
              ) : (
                here.map(environment => (
                  <Cell
                    key={`${environment.cluster}/${environment.namespace}`}
                    environment={environment}
                    named={here.length > 1}
                    t={t}
                  />
                ))
              )}
            </td>
          );
        })}
        {extras.map(extra => (
          <ExtraCell key={extra} of={extra} service={service} t={t} />
        ))}
      </tr>
    );
  },
);

/** Drawn anew only when something of it changed, of which it hears itself: nothing around it is drawn for that. */
export const Row = memo(PlainRow);
