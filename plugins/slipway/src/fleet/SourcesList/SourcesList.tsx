import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SourceHealth } from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import { Age } from '../../elements/Age';
import { Verdict, type Shape } from '../../elements/Verdict';
import { useFormats, useTell } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { ListFrame } from '../ListFrame';
import { ListTable } from '../../elements/ListTable';
import { usePages } from '../../hooks/usePages';
import styles from '../../elements/ListTable/ListTable.module.css';

const shapes: Record<SourceHealth['state'], Shape> = {
  ok: 'healthy',
  starting: 'progressing',
  denied: 'denied',
  unreachable: 'unreachable',
};

function isBad({ state }: SourceHealth): boolean {
  return state === 'denied' || state === 'unreachable';
}

/** What is read as well as what it belongs to needs no line of its own: `kubernetes/eu-1/quota` beside `kubernetes/eu-1`. */
function folded(sources: SourceHealth[]) {
  const parentOf = ({ id, state }: SourceHealth) =>
    sources.find(
      parent =>
        parent.state === state &&
        state === 'ok' &&
        parent.id.includes('/') &&
        id.startsWith(`${parent.id}/`),
    );
  return sources
    .filter(source => !parentOf(source))
    .map(source => ({
      source,
      parts: sources
        .filter(one => parentOf(one) === source)
        .map(({ id }) => id.slice(source.id.length + 1)),
    }));
}

const State = ({ source }: { source: SourceHealth }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const tell = useTell();
  const { timeOfDay: at } = useFormats();
  const { state, permission, nextTry, since } = source;
  const { message: reason } = tell({ message: source.reason });
  if (!isBad(source)) {
    const known = state === 'ok' ? 'ok' : 'starting';
    return (
      <>
        {t(`fleet.source.states.${known}`)}
        {reason && <small>{reason}</small>}
      </>
    );
  }
  return (
    <>
      {[reason, t('fleet.source.since', { time: at(since) })]
        .filter(Boolean)
        .join(', ')}
      {permission && <small>{t('fleet.source.lacks', { permission })}</small>}
      {nextTry && (
        <small>{t('fleet.source.nextTry', { time: at(nextTry) })}</small>
      )}
    </>
  );
};

/** How well everything is read that lists and cards tell; what is not read well comes first. */
export const SourcesList = ({
  only = () => true,
  part,
}: {
  only?: (source: SourceHealth) => boolean;
  /** A part of a page, where nothing stands while there is nothing. */
  part?: boolean;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const api = useApi(slipwayApiRef);
  const list = usePages(
    useCallback(
      async (_: string | undefined, signal: AbortSignal) => {
        const { sources } = await api.getSources({ signal });
        const page: { sources: SourceHealth[]; next?: string } = { sources };
        return page;
      },
      [api],
    ),
  );
  return (
    <ListFrame
      title={t('fleet.sources')}
      list={list}
      part={part}
      permission="slipway.sources.read"
      itemsOf={({ sources }) =>
        sources.filter(only).sort((a, b) => Number(isBad(b)) - Number(isBad(a)))
      }
      none={t('fleet.source.answer.none')}
      sayOf={sources => {
        const count = sources.filter(isBad).length;
        if (sources.length === 0) {
          return { shape: 'none', answer: t('fleet.source.answer.none') };
        }
        return count > 0
          ? {
              shape: 'unreachable',
              answer: t('fleet.source.answer.bad', { count }),
            }
          : { shape: 'healthy', answer: t('fleet.source.answer.fine') };
      }}
    >
      {sources => (
        <ListTable
          label={t('fleet.sources')}
          columns={[
            { title: t('fleet.source.source') },
            { title: t('fleet.source.state') },
            { title: t('fleet.source.heard'), number: true },
          ]}
        >
          {folded(sources).map(({ source, parts }) => (
            <tr key={source.id}>
              <th scope="row">
                <span className={styles.state}>
                  <Verdict shape={shapes[source.state]} />
                  <span>
                    {source.id}
                    {parts.length > 0 && <small>{parts.join(', ')}</small>}
                  </span>
                </span>
              </th>
              <td>
                <State source={source} />
              </td>
              <td data-number>
                {source.heardAt ? (
                  <Age since={source.heardAt} />
                ) : (
                  t('fleet.never')
                )}
              </td>
            </tr>
          ))}
        </ListTable>
      )}
    </ListFrame>
  );
};
