import { useCallback } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import type { FleetBackup } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import { Age } from '../../elements/Age';
import { Verdict } from '../../elements/Verdict';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { ListFrame } from '../ListFrame';
import { shapeOfAnswer } from '../services';
import { ListTable } from '../../elements/ListTable';
import { usePages } from '../../hooks/usePages';
import styles from '../../elements/ListTable/ListTable.module.css';

const Until = ({ at }: { at: string }) => {
  const { exact, weekday } = useFormats();
  return (
    <time dateTime={at} title={exact(at)}>
      {weekday(at)}
    </time>
  );
};

const Row = ({ backup }: { backup: FleetBackup }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { amount, term } = useFormats();
  const entityRoute = useRouteRef(entityRouteRef);
  const { environment, cluster, need, starting, state } = backup;
  const { suspended, nextAt, bytes } = backup;
  const { objectiveSeconds, lastSuccessAt, verifiedAt } = backup;
  const entity = parseEntityRef(backup.entityRef);
  return (
    <tr>
      <th scope="row">
        <span className={styles.state}>
          <Verdict shape={shapeOfAnswer(backup, state)} />
          <span>
            <Link href={entityRoute(entity)}>{entity.name}</Link>
            <small>
              {environment}, {cluster}
              {starting && ` · ${t('fleet.starting')}`}
            </small>
          </span>
        </span>
      </th>
      <td>{need}</td>
      <td data-number>
        {lastSuccessAt ? <Age since={lastSuccessAt} /> : t('fleet.never')}
      </td>
      <td data-number>
        {objectiveSeconds === undefined
          ? '–'
          : t('fleet.backup.within', {
              span: term(objectiveSeconds),
            })}
      </td>
      <td data-number>
        {suspended && t('fleet.backup.suspended')}
        {!suspended && (nextAt ? <Until at={nextAt} /> : '–')}
      </td>
      <td data-number>
        {bytes === undefined ? '–' : amount('requests.storage', bytes)}
      </td>
      <td data-number>
        {verifiedAt ? <Age since={verifiedAt} /> : t('fleet.never')}
      </td>
    </tr>
  );
};

/** Backups against their objectives, the one that is longest ago first. */
export const BackupsList = () => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const api = useApi(slipwayApiRef);
  const list = usePages(
    useCallback(
      (cursor: string | undefined, signal: AbortSignal) =>
        api.getBackups({ limit: 100, ...(cursor && { cursor }) }, { signal }),
      [api],
    ),
  );
  const starting = list.pages?.at(-1)?.starting ?? 0;
  return (
    <ListFrame
      title={t('fleet.backups')}
      list={list}
      itemsOf={({ backups }) => backups}
      none={t('fleet.backup.none')}
      sayOf={backups => {
        const bad = backups.filter(one =>
          ['failed', 'degraded'].includes(shapeOfAnswer(one, one.state)),
        );
        if (bad.length === 0 && starting > 0) {
          return { shape: 'progressing', answer: t('attention.starting') };
        }
        if (backups.length === 0) {
          return { shape: 'none', answer: t('fleet.backup.answer.none') };
        }
        return bad.length > 0
          ? {
              shape: bad.some(({ state }) => state === 'failed')
                ? 'failed'
                : 'degraded',
              answer: t('fleet.backup.answer.late', { count: bad.length }),
            }
          : { shape: 'healthy', answer: t('fleet.backup.answer.fine') };
      }}
    >
      {backups => (
        <ListTable
          label={t('fleet.backups')}
          columns={[
            { title: t('fleet.backup.service') },
            { title: t('fleet.backup.need') },
            { title: t('fleet.backup.last'), number: true },
            { title: t('fleet.backup.objective'), number: true },
            { title: t('fleet.backup.next'), number: true },
            { title: t('fleet.backup.size'), number: true },
            { title: t('fleet.backup.restore'), number: true },
          ]}
        >
          {backups.map(backup => {
            const { entityRef, cluster, namespace, need } = backup;
            return (
              <Row
                key={[entityRef, cluster, namespace, need].join(' ')}
                backup={backup}
              />
            );
          })}
        </ListTable>
      )}
    </ListFrame>
  );
};
