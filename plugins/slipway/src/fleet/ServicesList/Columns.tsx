import { memo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  MenuListBox,
  MenuListBoxItem,
  MenuTrigger,
} from '@backstage/ui';
import { slipwayTranslationRef } from '../../translation';
import { columnsText, extras, type Extra } from '../query';
import type { ViewControl } from './useFleetView';

const PlainColumns = ({
  control: {
    view: { columns },
    set,
  },
}: {
  control: ViewControl;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <MenuTrigger>
      <Button size="small" variant="secondary">
        {t('fleet.columns')}
      </Button>
      <MenuListBox
        aria-label={t('fleet.columns')}
        selectionMode="multiple"
        // It closes the menu, and chooses nothing.
        escapeKeyBehavior="none"
        selectedKeys={columns}
        onSelectionChange={chosen =>
          set(
            'columns',
            columnsText(chosen === 'all' ? extras : ([...chosen] as Extra[])),
          )
        }
      >
        {extras.map(one => (
          <MenuListBoxItem key={one} id={one}>
            {t(`fleet.column.${one}`)}
          </MenuListBoxItem>
        ))}
      </MenuListBox>
    </MenuTrigger>
  );
};

/** What is told of each service beside its environments. */
export const Columns = memo(PlainColumns);
