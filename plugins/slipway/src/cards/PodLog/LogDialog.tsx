import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
} from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';
import type { KubernetesProxy } from './kubernetesProxy';
import { readLog, type LogAnswer, type PodPlace } from './readLog';
import shared from '../../elements/shared.module.css';
import styles from './PodLog.module.css';

const Answer = ({
  answer,
  place: { cluster, container },
}: {
  answer: LogAnswer | undefined;
  place: PodPlace;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  if (!answer) {
    return (
      <div role="img" aria-label={t('log.loading')}>
        <Skeleton width="70%" height="0.875rem" />
        <Skeleton width="55%" height="0.875rem" />
        <Skeleton width="80%" height="0.875rem" />
      </div>
    );
  }
  switch (answer.answer) {
    case 'data':
      return (
        <>
          <p>{t(answer.previous ? 'log.ended' : 'log.running')}</p>
          {/* It scrolls, and whoever has no mouse has to reach it. */}
          <pre
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={0}
            role="region"
            aria-label={t('log.title', { container })}
          >
            {answer.lines}
          </pre>
        </>
      );
    case 'denied':
      return (
        <p>
          {t('log.denied')} {t('card.missing', answer)}
        </p>
      );
    case 'unreachable':
      return <p>{t('log.unreachable', { cluster })}</p>;
    default:
      return <p>{t(`log.${answer.answer}`)}</p>;
  }
};

/** What a container wrote last, or why that cannot be read. */
export const LogDialog = ({
  kubernetes,
  place,
  onClose,
}: {
  kubernetes: KubernetesProxy;
  place: PodPlace;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [answer, setAnswer] = useState<LogAnswer>();
  const asked = useRef<AbortController>();
  const read = useCallback(async () => {
    asked.current?.abort();
    const asking = new AbortController();
    asked.current = asking;
    const next = await readLog(kubernetes, place, asking.signal);
    if (!asking.signal.aborted) {
      setAnswer(next);
    }
  }, [kubernetes, place]);
  useEffect(() => {
    read();
    return () => asked.current?.abort();
  }, [read]);
  const { cluster, container, namespace, pod } = place;

  return (
    <Dialog
      isOpen
      isDismissable
      width="min(760px, calc(100vw - 2rem))"
      onOpenChange={open => !open && onClose()}
    >
      <DialogHeader>{t('log.title', { container })}</DialogHeader>
      <DialogBody>
        <div className={`${shared.text} ${styles.log}`} aria-live="polite">
          <p>{t('log.of', { pod, namespace, cluster })}</p>
          <Answer answer={answer} place={place} />
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={read}>
          {t('log.again')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
