import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { DeliveryAction } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import shared from '../../elements/shared.module.css';

/** Says what will happen, does it when somebody says so, and what came of it. */
export const ActDialog = ({
  action,
  environment,
  service,
  act,
  onClose,
}: {
  action: DeliveryAction;
  environment: string;
  service: string;
  act: () => Promise<unknown>;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [state, setState] = useState<{ busy?: true; failed?: string }>({});
  const confirm = async () => {
    setState({ busy: true });
    try {
      await act();
      onClose();
    } catch (error) {
      const { body, message } = error as Error & {
        body?: { error?: { message?: string } };
      };
      setState({ failed: body?.error?.message ?? message });
    }
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()}>
      <DialogHeader>{t(`act.title.${action}`, { environment })}</DialogHeader>
      <DialogBody>
        <div className={shared.text}>
          <p>{t(`act.says.${action}`, { environment, service })}</p>
          <p role="alert">
            {state.failed && t('act.failed', { reason: state.failed })}
          </p>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('act.cancel')}
        </Button>
        <Button isDisabled={state.busy} onPress={confirm}>
          {t(`act.do.${action}`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
