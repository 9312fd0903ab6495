import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Age } from '../../elements/Age';
import { ListTable } from '../../elements/ListTable';
import tableStyles from '../../elements/ListTable/ListTable.module.css';
import { Verdict, type Shape } from '../../elements/Verdict';
import { slipwayTranslationRef } from '../../translation';
import { shortRevision, type Sync } from './delivered';

const shapes: Record<Sync['result'], Shape> = {
  synced: 'healthy',
  failed: 'failed',
  running: 'progressing',
};

/** The last deliveries, as a table. */
export const Syncs = ({ syncs }: { syncs: Sync[] }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return syncs.length === 0 ? null : (
    <ListTable
      label={t('delivery.lastOnes', { count: syncs.length })}
      columns={[
        { title: t('delivery.column.result') },
        { title: t('delivery.column.environment') },
        { title: t('delivery.column.commit') },
        { title: t('delivery.column.by') },
        { title: t('delivery.column.when'), number: true },
      ]}
    >
      {syncs.map(({ key, environment, engine, result, revision, at }) => (
        <tr key={key}>
          <td>
            <span className={tableStyles.state}>
              <Verdict shape={shapes[result]} />
              {t(`delivery.result.${result}`)}
            </span>
          </td>
          <td>{environment}</td>
          <td>
            <code>{shortRevision(revision)}</code>
          </td>
          <td>{t(`delivery.engine.${engine}`)}</td>
          <td data-number>{at ? <Age since={at} /> : '–'}</td>
        </tr>
      ))}
    </ListTable>
  );
};
