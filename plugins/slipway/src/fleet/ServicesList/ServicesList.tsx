import { useMemo, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import type { FleetService } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import { CopyCode } from '../../elements/CopyCode';
import { Frame } from '../../elements/Frame';
import { slipwayTranslationRef } from '../../translation';
import { asCsv, download } from '../exported';
import { ListFailure } from '../ListFailure';
import { orderOf } from '../query';
import { useFleetAnswer } from '../useFleetAnswer';
import { Counts } from './Counts';
import { Filters } from './Filters';
import { PAGE } from './FleetRows';
import { Matrix } from './Matrix';
import { useFleetRows } from './useFleetRows';
import { useFleetView } from './useFleetView';
import styles from './ServicesList.module.css';

const EXAMPLE = `metadata:
  annotations:
    backstage.io/kubernetes-id: my-service`;

/** All services by environment, those that need attention first. */
export const ServicesList = () => {
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

  /** All that fits, also what was not scrolled to yet. */
  const everything = async () => {
    const all: FleetService[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.getFleet({
        ...query,
        limit: PAGE,
        ...(cursor && { cursor }),
      });
      all.push(...page.services);
      cursor = page.next;
    } while (cursor);
    return all;
  };
  const [unexported, setUnexported] = useState(false);
  const hand = async (
    name: string,
    type: string,
    write: (all: FleetService[]) => string,
  ) => {
    try {
      download(name, type, write(await everything()));
      setUnexported(false);
    } catch {
      setUnexported(true);
    }
  };
  const csv = () => hand('services.csv', 'text/csv', asCsv);
  const json = () =>
    hand('services.json', 'application/json', all =>
      JSON.stringify(all, null, 2),
    );

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
        placed && (
          <>
            <span>{t('fleet.count', { shown: placed.length, total })}</span>
            <span className={styles.exports}>
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
              <Button size="small" variant="tertiary" onPress={csv}>
                {t('fleet.csv')}
              </Button>
              <Button size="small" variant="tertiary" onPress={json}>
                {t('fleet.json')}
              </Button>
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
      {facets && <Counts control={control} counts={facets.worst} />}
      {(total > 0 || asked || !placed) && (
        <Filters control={control} counts={facets} />
      )}
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
          stale={stale}
          {...(more && { more })}
        />
      )}
      {placed && (error || unexported) && (
        <p className={styles.quiet}>
          {t('fleet.failed')}. {t('fleet.failedRemedy')}
        </p>
      )}
    </Frame>
  );
};
