import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';
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
          <div className={styles.name}>
            <TextField
              // Who asked for the dialog wants to type.
              // eslint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              label={t('fleet.view.name')}
              value={typed}
              onChange={setTyped}
              maxLength={80}
            />
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
