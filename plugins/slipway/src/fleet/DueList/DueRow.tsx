import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { FleetDue } from '@slipway/plugin-slipway-common';
import { Until } from '../../elements/Age';
import { Verdict } from '../../elements/Verdict';
import { useFormats, useTell } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { shapeOfAnswer } from '../services';
import styles from '../../elements/ListTable/ListTable.module.css';

/** By which it is told from others. */
export function placeOf(due: FleetDue): string {
  const { entityRef, environment, cluster, namespace, kind, name } = due;
  return [entityRef, environment, cluster, namespace, kind, name].join(' ');
}

/** What somebody has to do, or that it is done by itself. */
function useToDo(due: FleetDue): string {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { date, weekday } = useFormats();
  const { remedy } = useTell()(due);
  const { kind, renewsAt, nextAt } = due;
  if (remedy) {
    return remedy;
  }
  switch (kind) {
    case 'certificate':
      return renewsAt
        ? t('fleet.end.renews', { date: date(renewsAt) })
        : t('fleet.end.renew');
    case 'secret':
      return t('fleet.end.anew');
    default:
      return nextAt
        ? t('fleet.end.late', { time: weekday(nextAt) })
        : t('fleet.end.never');
  }
}

/** Something that ends: what, whose, when, and what to do. */
export const DueRow = ({ due }: { due: FleetDue }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { date } = useFormats();
  const entityRoute = useRouteRef(entityRouteRef);
  const { at, cluster, environment, hosts, kind, name, starting, state } = due;
  const entity = parseEntityRef(due.entityRef);
  const toDo = useToDo(due);
  return (
    <tr>
      <th scope="row" data-wide>
        <span className={styles.state}>
          <Verdict shape={shapeOfAnswer(due, state)} />
          <span>
            {hosts?.join(', ') || name}
            <small>{t(`fleet.end.kind.${kind}`, { name })}</small>
          </span>
        </span>
      </th>
      <td>
        <Link href={entityRoute(entity)}>{entity.name}</Link>
        <small>
          {environment}, {cluster}
          {starting && ` · ${t('fleet.starting')}`}
        </small>
      </td>
      <td data-short>
        <Until at={at} />
        <small>{date(at)}</small>
      </td>
      <td data-wide>{toDo}</td>
    </tr>
  );
};
