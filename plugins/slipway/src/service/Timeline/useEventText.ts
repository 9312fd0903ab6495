import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  entityAspects,
  type HistoryEvent,
} from '@slipway/plugin-slipway-common';
import { useLanguage } from '../../language';
import { slipwayTranslationRef } from '../../translation';

const states = [
  'healthy',
  'progressing',
  'degraded',
  'failed',
  'unknown',
] as const;

const outcomes = ['succeeded', 'failed', 'running'] as const;

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A commit as people read it. */
function short(revision: string): string {
  return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 7) : revision;
}

/** What happened, in one line. */
export function useEventText(): (event: HistoryEvent) => string {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { look } = useLanguage();
  const inWords = (code: string) => {
    const english = code.replace(/-/g, ' ');
    return look(english, {}) ?? english;
  };
  return ({ kind, aspect, workload = '', before, after = {} }) => {
    switch (kind) {
      case 'version': {
        const to = text(after.version);
        return before
          ? t('timeline.event.version', {
              workload,
              before: text(before.version),
              after: to,
            })
          : t('timeline.event.firstVersion', { workload, after: to });
      }
      case 'removed':
        return t('timeline.event.removed');
      case 'sync':
        return t('timeline.event.sync', {
          object: text(after.object),
          revision: short(text(after.revision)),
        });
      case 'backup': {
        const outcome = outcomes.find(one => one === after.outcome);
        return t('timeline.event.backup', {
          need: text(after.need),
          outcome: outcome ? t(`backups.outcome.${outcome}`) : '',
        });
      }
      case 'commit':
        return t('timeline.event.commit', {
          author: text(after.author),
          title: text(after.title),
        });
      default: {
        const known = entityAspects.find(one => one === aspect);
        const about = t(`aspect.${known ?? 'deployments'}`);
        const state = states.find(one => one === after.state) ?? 'unknown';
        const reasons = Array.isArray(after.reasons)
          ? after.reasons.map(one => inWords(text(one))).join(', ')
          : '';
        const said = {
          aspect: about,
          state: t(`state.${state}`).toLocaleLowerCase(),
        };
        return reasons
          ? t('timeline.event.why', { ...said, reasons })
          : t('timeline.event.verdict', said);
      }
    }
  };
}
