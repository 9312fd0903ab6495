import type { ReactNode } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { mayRun } from '@slipway/model';
import type { EntityAspect } from '@slipway/plugin-slipway-common';
import { Age, AsOf } from '../../elements/Age';
import { CopyCode } from '../../elements/CopyCode';
import { Frame, Loading, Unread } from '../../elements/Frame';
import { LinkOut } from '../../elements/LinkOut';
import { useAspects } from '../../hooks/useEntityState';
import { useTell } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { Details } from './Details';
import { Notes } from './Notes';
import { anchorOf, type CardName } from './names';
import type { CardSettings } from './settings';
import { chosen, summaryOf, type Environments, type Summary } from './summary';
import { useKubernetesPath } from './useKubernetesPath';
import { useNames } from './useNames';
import shared from '../../elements/shared.module.css';

export interface AspectCardProps<A extends EntityAspect> extends CardSettings {
  card: Exclude<CardName, 'deployments' | 'goldenPath'>;
  /** Always the same array. */
  aspects: readonly A[];
  /** What the card says when all is well. */
  healthy: (environments: Environments<A>) => ReactNode;
  /** The lines of `slipway.yaml` that bring what is not there. */
  lines: string;
  /** As large as what will come. */
  loading: ReactNode;
  /** Who says so, in a few words. */
  source: (environments: Environments<A>) => ReactNode;
  /** The evidence. */
  children: (environments: Environments<A>) => ReactNode;
}

/** Of all that is told what comes first: one sentence. */
function useAnswer(
  { troubles, others, shape, unreachable, denied, starting }: Summary,
  healthy: () => ReactNode,
): ReactNode {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const names = useNames();
  const environments = (unread: { environment: string }[]) =>
    names(unread.map(({ environment }) => environment));
  switch (shape) {
    case 'failed':
    case 'degraded':
      return troubles[0]?.message ?? t(`state.${shape}`);
    case 'unreachable':
      return t('card.unreachable', { environments: environments(unreachable) });
    case 'denied':
      return t('card.denied', { environments: environments(denied) });
    case 'progressing':
    case 'unknown':
      return (
        others.find(({ state }) => state === shape)?.message ??
        (starting.length > 0
          ? t('card.starting', { environments: environments(starting) })
          : undefined) ??
        t(shape === 'unknown' ? 'card.unknown' : 'state.progressing')
      );
    case 'healthy':
      return healthy();
    default:
      return undefined;
  }
}

const Loaded = <A extends EntityAspect>({
  all,
  failing,
  card,
  aspects,
  full,
  healthy,
  lines,
  source,
  children,
}: AspectCardProps<A> & { all: Environments<A>; failing: boolean }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const tell = useTell();
  const found = summaryOf(all, aspects);
  const summary = {
    ...found,
    troubles: found.troubles.map(tell),
    others: found.others.map(tell),
  };
  const { shape, at, denied, unreachable, starting } = summary;
  const answer = useAnswer(summary, () => healthy(all));
  const title = t(`card.titles.${card}`);
  const kubernetes = useKubernetesPath();
  const from = source(all);
  // What engines and Vault tell has its links where it is told.
  const seen =
    from && card !== 'delivery' && card !== 'secrets' ? kubernetes : undefined;
  const stale = [...denied, ...unreachable, ...starting]
    .flatMap(({ lastKnownAt }) => lastKnownAt ?? [])
    .sort()[0];
  if (shape === 'none') {
    return full ? (
      <Frame
        id={anchorOf(card)}
        title={title}
        shape="none"
        answer={t(`${card}.none`)}
      >
        <CopyCode code={lines} />
      </Frame>
    ) : null;
  }
  return (
    <Frame
      id={anchorOf(card)}
      title={title}
      shape={shape}
      answer={answer}
      age={stale ? <AsOf at={stale} /> : at && <Age since={at} />}
      stale={Boolean(stale)}
      foot={
        <>
          <span>
            <LinkOut href={seen}>{from}</LinkOut>
          </span>
          {!full && <Details card={card} />}
        </>
      }
    >
      <div
        className={shared.known}
        data-stale={(!at && Boolean(stale)) || undefined}
      >
        {children(all)}
      </div>
      <Notes {...{ summary, full, answer }} />
      {failing && <p className={shared.quiet}>{t('card.again')}</p>}
    </Frame>
  );
};

/** A card that answers one question of a service from what is known of some aspects: one of four answers, and its age. */
export const AspectCard = <A extends EntityAspect>(
  props: AspectCardProps<A>,
) => {
  const { card, aspects, environments, loading } = props;
  const { entity } = useEntity();
  const { t } = useTranslationRef(slipwayTranslationRef);
  const runs = mayRun(entity.metadata.annotations);
  const entityRef = stringifyEntityRef(entity);
  const { value, error } = useAspects(runs ? entityRef : undefined, aspects);
  const title = t(`card.titles.${card}`);
  if (!runs || value?.environments.length === 0) {
    // The deployments say that nothing was found.
    return null;
  }
  if (value) {
    const all = chosen(value.environments, environments);
    return <Loaded {...props} all={all} failing={Boolean(error)} />;
  }
  if (error) {
    return <Unread {...{ title, entityRef, error }} />;
  }
  return (
    <Loading title={title} label={t('card.loading', { card: title })}>
      {loading}
    </Loading>
  );
};
