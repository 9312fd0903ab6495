import { useMemo, useRef } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import { slipwayApiRef } from '../../api';
import { CopyCode } from '../../elements/CopyCode';
import { Frame } from '../../elements/Frame';
import { slipwayTranslationRef } from '../../translation';
import { asCsv } from '../exported';
import { ListFailure } from '../ListFailure';
import { orderOf } from '../query';
import { Exports } from '../Tools';
import { useFleetAnswer } from '../useFleetAnswer';
import { Views, type SavedView } from '../Views';
import { Columns } from './Columns';
import { Counts } from './Counts';
import { Filters } from './Filters';
import { PAGE } from './FleetRows';
import { Matrix } from './Matrix';
import { useFleetRows } from './useFleetRows';
import { useFleetView } from './useFleetView';
import tools from '../Tools/Tools.module.css';
import styles from './ServicesList.module.css';

const EXAMPLE = `metadata:
  annotations:
    backstage.io/kubernetes-id: my-service`;

/** All services by environment, those that need attention first. */
export const ServicesList = ({
  views,
}: {
  /** Those that the portal has for everybody. */
  views?: SavedView[];
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const api = useApi(slipwayApiRef);
  const control = useFleetView();
  const { view, reset } = control;
  const query = useMemo(() => orderOf(view), [view]);
  const { reading, rows, stale } = useFleetRows(query);
  const { placed, total, facets, error, moved } = reading;
  const more = reading.isMore ? rows.more : undefined;
  const scroller = useRef<HTMLDivElement>(null);
  const said = useFleetAnswer(facets?.worst);
  const asked = Object.keys(view.query).some(name => name !== 'sort');
  const isShown = total > 0 || asked || !placed;

  if (!placed && error) {
    return <ListFailure title={t('fleet.services')} error={error} />;
  }
  return (
    <Frame
      title={t('fleet.services')}
      busy={!placed}
      {...(placed
        ? said
        : {
            answer: (
              <div role="img" aria-label={t('fleet.loading')}>
                <Skeleton width="40%" height="1.25rem" />
              </div>
            ),
          })}
      foot={
        placed &&
        isShown && (
          <>
            <span>{t('fleet.count', { shown: placed.length, total })}</span>
            <span className={tools.row}>
              {moved && (
                <Button
                  size="small"
                  variant="secondary"
                  onPress={() => {
                    scroller.current?.scrollTo?.({ top: 0 });
                    rows.anew();
                  }}
                >
                  {t('fleet.moved')}
                </Button>
              )}
              {more && (
                <Button size="small" variant="tertiary" onPress={more}>
                  {t('fleet.more')}
                </Button>
              )}
              <Exports
                name="services"
                load={cursor =>
                  api.getFleet({
                    ...query,
                    limit: PAGE,
                    ...(cursor && { cursor }),
                  })
                }
                itemsOf={({ services }) => services}
                asCsv={asCsv}
              />
              <Button
                size="small"
                variant="tertiary"
                onPress={() => window.print()}
              >
                {t('fleet.print')}
              </Button>
            </span>
          </>
        )
      }
    >
      {isShown && (
        <div className={tools.head}>
          <div>
            {facets && <Counts control={control} counts={facets.worst} />}
          </div>
          <span className={tools.row}>
            <Columns control={control} />
            <Views list="services" given={views} />
          </span>
        </div>
      )}
      {isShown && <Filters control={control} counts={facets} />}
      {!placed && <Skeleton width="100%" height="20rem" />}
      {placed && total === 0 && asked && (
        <p>
          {t('fleet.nothingFits')}{' '}
          <Button size="small" variant="secondary" onPress={reset}>
            {t('fleet.showAll')}
          </Button>
        </p>
      )}
      {placed && total === 0 && !asked && (
        <>
          <p>{t('fleet.none')}</p>
          <CopyCode code={EXAMPLE} />
        </>
      )}
      {placed && placed.length > 0 && (
        <Matrix
          scroller={scroller}
          rows={rows}
          placed={placed}
          total={total}
          group={view.group}
          extras={view.columns}
          stale={stale}
          {...(more && { more })}
        />
      )}
      {placed && error && (
        <p className={styles.quiet}>
          {t('fleet.failed')}. {t('fleet.failedRemedy')}
        </p>
      )}
    </Frame>
  );
};
