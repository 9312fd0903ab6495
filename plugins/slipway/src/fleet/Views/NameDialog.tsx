import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';
import shared from '../../elements/shared.module.css';
import styles from './Views.module.css';

/** Asks what a view is to be called. */
export const NameDialog = ({
  name: before,
  taken,
  onName,
  onClose,
}: {
  name: string;
  /** Names that others have already. */
  taken: string[];
  onName: (name: string) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [typed, setTyped] = useState(before);
  const name = typed.trim();
  return (
    <Dialog isOpen isDismissable onOpenChange={open => !open && onClose()}>
      <DialogHeader>
        {t(before ? 'fleet.view.renaming' : 'fleet.view.naming')}
      </DialogHeader>
      <form
        onSubmit={event => {
          event.preventDefault();
          if (name) {
            onName(name);
          }
        }}
      >
        <DialogBody>
          <div className={`${shared.text} ${styles.name}`}>
            {/* The portal's own field would bring two kB of style sheet for these few lines. */}
            <label>
              {t('fleet.view.name')}
              <input
                // Who asked for the dialog wants to type.
                // eslint-disable-next-line jsx-a11y/no-autofocus
                autoFocus
                value={typed}
                onChange={event => setTyped(event.target.value)}
                maxLength={80}
              />
            </label>
            <p role="status">
              {taken.includes(name) && t('fleet.view.replaces')}
            </p>
          </div>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={onClose}>
            {t('act.cancel')}
          </Button>
          <Button type="submit" isDisabled={!name}>
            {t('fleet.view.keep')}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
};
