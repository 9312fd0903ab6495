import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Trouble } from '../../elements/Trouble';
import { useFormats, useTell } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import type { Summary } from './summary';
import { useNames } from './useNames';
import shared from '../../elements/shared.module.css';

/** So many a small card tells in full; the rest is on the tab. */
const MOST = 2;

/** What is wrong and what to do, what may not be read, and what cannot be just now. */
export const Notes = ({
  summary: { troubles, denied, unreachable, others },
  full,
  answer,
}: {
  summary: Summary;
  full?: boolean;
  /** What the card says first, which is not said again. */
  answer: ReactNode;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const tell = useTell();
  const { timeOfDay } = useFormats();
  const names = useNames();
  const told = [
    ...troubles,
    ...others.filter(({ remedy, evidence }) => full && (remedy || evidence)),
  ];
  const shown = full ? told : told.slice(0, MOST);
  const permissions = [...new Set(denied.map(one => one.permission))];
  return (
    <>
      {shown.map(reason => (
        <Trouble
          key={`${reason.environment} ${reason.code} ${reason.message}`}
          shape={reason.state}
          message={reason.message === answer ? undefined : reason.message}
          evidence={reason.evidence}
          remedy={reason.remedy}
        />
      ))}
      {told.length > shown.length && (
        <p className={shared.quiet}>
          {t('card.more', { count: told.length - shown.length })}
        </p>
      )}
      {permissions.map(permission => {
        const message = t('card.denied', {
          environments: names(
            denied
              .filter(one => one.permission === permission)
              .map(({ environment }) => environment),
          ),
        });
        return (
          <Trouble
            key={permission}
            shape="denied"
            message={message === answer ? undefined : message}
            evidence={t('card.missing', { permission })}
            remedy={t('card.asked')}
          />
        );
      })}
      {unreachable.length > 0 && (
        <div className={shared.quiet}>
          {[
            ...new Map(unreachable.map(one => [one.environment, one])).values(),
          ].map(({ environment, reason, since, nextTry }) => (
            <p key={environment}>
              {t('card.since', {
                environment,
                reason: tell({ message: reason }).message,
                time: timeOfDay(since),
              })}
              {nextTry && (
                <>
                  {' · '}
                  {t('card.nextTry', { time: timeOfDay(nextTry) })}
                </>
              )}
            </p>
          ))}
          {unreachable.some(({ lastKnownAt }) => lastKnownAt) && (
            <p>{t('card.lastKnown')}</p>
          )}
        </div>
      )}
    </>
  );
};
