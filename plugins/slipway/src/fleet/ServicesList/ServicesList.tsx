import { useCallback, useMemo, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import { slipwayApiRef } from '../../api';
import { CopyCode } from '../../elements/CopyCode';
import { Frame } from '../../elements/Frame';
import { slipwayTranslationRef } from '../../translation';
import { asCsv, download } from '../exported';
import { ListFailure } from '../ListFailure';
import { orderOf } from '../query';
import { useFleetAnswer } from '../useFleetAnswer';
import { usePages } from '../../hooks/usePages';
import { Counts } from './Counts';
import { Filters } from './Filters';
import { Matrix } from './Matrix';
import { useFleetView } from './useFleetView';
import styles from './ServicesList.module.css';

const PAGE = 200;
const MOST = 500;

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
  const load = useCallback(
    (cursor: string | undefined, signal: AbortSignal) =>
      api.getFleet(
        { ...query, limit: PAGE, ...(cursor && { cursor }) },
        { signal },
      ),
    [api, query],
  );
  const { pages, error, stale, more } = usePages(load);
  const { total = 0, facets } = pages?.at(0) ?? {};
  const services = pages?.flatMap(page => page.services) ?? [];
  const said = useFleetAnswer(facets?.worst);
  const asked = Object.keys(view.query).some(name => name !== 'sort');

  /** All that fits, also what was not scrolled to yet. */
  const everything = async () => {
    const all: typeof services = [];
    let cursor: string | undefined;
    do {
      const page = await api.getFleet({
        ...query,
        limit: MOST,
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
    write: (all: typeof services) => string,
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

  if (!pages && error) {
    return <ListFailure title={t('fleet.services')} error={error} />;
  }
  return (
    <Frame
      title={t('fleet.services')}
      busy={!pages}
      {...(pages
        ? said
        : {
            answer: (
              <div role="img" aria-label={t('fleet.loading')}>
                <Skeleton width="40%" height="1.25rem" />
              </div>
            ),
          })}
      foot={
        pages && (
          <>
            <span>{t('fleet.count', { shown: services.length, total })}</span>
            <span className={styles.exports}>
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
      {(total > 0 || asked || !pages) && (
        <Filters control={control} counts={facets} />
      )}
      {!pages && <Skeleton width="100%" height="20rem" />}
      {pages && total === 0 && asked && (
        <p>
          {t('fleet.nothingFits')}{' '}
          <Button size="small" variant="secondary" onPress={reset}>
            {t('fleet.showAll')}
          </Button>
        </p>
      )}
      {pages && total === 0 && !asked && (
        <>
          <p>{t('fleet.none')}</p>
          <CopyCode code={EXAMPLE} />
        </>
      )}
      {services.length > 0 && (
        <Matrix
          services={services}
          total={total}
          group={view.group}
          stale={stale}
          {...(more && { more })}
        />
      )}
      {pages && (error || unexported) && (
        <p className={styles.quiet}>
          {t('fleet.failed')}. {t('fleet.failedRemedy')}
        </p>
      )}
    </Frame>
  );
};
