import { useCallback, useMemo } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ToggleButton } from '@backstage/ui';
import {
  dueKinds,
  type DuePage,
  type FleetDue,
} from '@slipway/plugin-slipway-common';
import { useSearchParams } from 'react-router-dom';
import { slipwayApiRef } from '../../api';
import { ListTable } from '../../elements/ListTable';
import { usePages } from '../../hooks/usePages';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { dueAsCsv } from '../exported';
import { ListFrame } from '../ListFrame';
import { changed, dueQueryOf } from '../query';
import { needsAttention } from '../services';
import { Choice, Exports, Facets, Search } from '../Tools';
import { Views, type SavedView } from '../Views';
import { DueRow, placeOf } from './DueRow';
import counts from '../Count.module.css';
import tools from '../Tools/Tools.module.css';

const spans = ['7', '30', '90', '365', 'any'] as const;
const facets = ['owner', 'system', 'environment', 'cluster'] as const;

type Set = (
  name: Parameters<typeof changed>[1],
  value: string | undefined,
) => void;

/** Of which kind, how soon, and of which services. */
const Tools = ({
  page,
  query,
  set,
  views,
}: {
  page: DuePage | undefined;
  query: ReturnType<typeof dueQueryOf>;
  set: Set;
  views: SavedView[] | undefined;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { number } = useFormats();
  const chosen = query.kind?.[0];
  return (
    <>
      <div className={tools.head}>
        <div className={tools.counts} role="group" aria-label={t('fleet.show')}>
          {dueKinds
            .filter(kind => page?.kinds[kind] || kind === chosen)
            .map(kind => (
              <ToggleButton
                key={kind}
                size="small"
                isSelected={kind === chosen}
                onChange={on => set('kind', on ? kind : undefined)}
              >
                <span className={counts.count}>
                  <b>{number(page?.kinds[kind] ?? 0)}</b>{' '}
                  {t(`fleet.end.kinds.${kind}`, {
                    count: page?.kinds[kind] ?? 0,
                  })}
                </span>
              </ToggleButton>
            ))}
        </div>
        <Views list="due" given={views} />
      </div>
      <div className={tools.filters}>
        <Search asked={query.search} ask={set} />
        <div className={tools.choices}>
          <Choice
            label={t('fleet.end.within')}
            options={spans.map(value => ({
              value,
              label:
                value === 'any'
                  ? t('fleet.any')
                  : t('age.days', { count: Number(value) }),
            }))}
            value={String(query.within ?? 'any')}
            onChange={value => set('within', value)}
          />
          <Facets of={facets} query={query} counts={page?.facets} set={set} />
        </div>
      </div>
    </>
  );
};

/** What ends over all services, what ends first before the rest. */
export const DueList = ({
  views,
}: {
  /** Those that the portal has for everybody. */
  views?: SavedView[];
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const api = useApi(slipwayApiRef);
  const [params, setParams] = useSearchParams();
  const key = params.toString();
  const query = useMemo(() => dueQueryOf(new URLSearchParams(key)), [key]);
  const set = useCallback<Set>(
    (name, value) =>
      setParams(now => changed(now, name, value), { replace: true }),
    [setParams],
  );
  const load = useCallback(
    (cursor: string | undefined, signal?: AbortSignal) =>
      api.getDue(
        { ...query, limit: 100, ...(cursor && { cursor }) },
        { signal },
      ),
    [api, query],
  );
  const list = usePages(load);
  const page = list.pages?.at(-1);
  const { total = 0, unread = 0, starting = 0 } = page ?? {};
  const isChosen = Object.keys(query).some(name => name !== 'within');

  const sayOf = (due: FleetDue[]) => {
    const count = due.filter(({ state }) => needsAttention(state)).length;
    if (count > 0) {
      return {
        shape: due.some(({ state }) => state === 'failed')
          ? ('failed' as const)
          : ('degraded' as const),
        answer: t('fleet.end.answer.attention', { count }),
      };
    }
    if (unread > 0) {
      return {
        shape: 'unknown' as const,
        answer: t('fleet.end.answer.unread', { count: unread }),
      };
    }
    if (starting > 0) {
      return { shape: 'progressing' as const, answer: t('attention.starting') };
    }
    return due.length > 0
      ? { shape: 'healthy' as const, answer: t('fleet.end.answer.fine') }
      : { shape: 'none' as const, answer: t('fleet.end.answer.none') };
  };

  return (
    <ListFrame
      title={t('fleet.due')}
      list={list}
      itemsOf={({ due }) => due}
      sayOf={sayOf}
      tools={<Tools page={page} query={query} set={set} views={views} />}
      none={
        isChosen ? (
          <>
            {t('fleet.end.nothingFits')}{' '}
            <Button
              size="small"
              variant="secondary"
              onPress={() => setParams(new URLSearchParams())}
            >
              {t('fleet.showAll')}
            </Button>
          </>
        ) : (
          t('fleet.end.none')
        )
      }
      foot={due =>
        (due.length > 0 || unread > 0) && (
          <>
            <span>
              {t('fleet.end.count', { shown: due.length, total })}
              {unread > 0 && ` · ${t('fleet.end.unread', { count: unread })}`}
            </span>
            <span className={tools.row}>
              <Exports
                name="due"
                load={load}
                itemsOf={one => one.due}
                asCsv={dueAsCsv}
              />
            </span>
          </>
        )
      }
    >
      {due => (
        <ListTable
          stacked
          label={t('fleet.due')}
          columns={[
            { title: t('fleet.end.what') },
            { title: t('fleet.column.service') },
            { title: t('fleet.end.when') },
            { title: t('fleet.end.todo') },
          ]}
        >
          {due.map(one => (
            <DueRow key={placeOf(one)} due={one} />
          ))}
        </ListTable>
      )}
    </ListFrame>
  );
};
