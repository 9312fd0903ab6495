import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
} from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { slipwayTranslationRef } from '../../translation';
import { NameDialog } from './NameDialog';
import { useViews, type SavedView } from './useViews';
import { sameAs, withView } from './named';
import styles from './Views.module.css';

/** The list as it is, kept under a name: the address stays what decides. */
export const Views = ({
  list,
  given = [],
}: {
  list: string;
  /** Those that the portal has for everybody. */
  given?: SavedView[];
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const [params, setParams] = useSearchParams();
  const { views = [], keep } = useViews(list);
  const [naming, setNaming] = useState<SavedView>();
  const [said, setSaid] = useState('');
  const isShown = sameAs(params);
  const mine = views.find(isShown);
  const shown = mine ?? given.find(isShown);
  const clipboard = navigator.clipboard as Clipboard | undefined;

  const tell = (done: Promise<unknown>, text: string) =>
    done.then(
      () => setSaid(text),
      () => setSaid(t('fleet.view.failed')),
    );
  const save = (name: string) => {
    const others = views.filter(one => one.name !== naming?.name);
    const view = { name, query: naming?.query ?? '' };
    setNaming(undefined);
    tell(keep!(withView(others, view)), t('fleet.view.saved', { name }));
  };
  const remove = ({ name }: SavedView) =>
    tell(
      keep!(views.filter(one => one.name !== name)),
      t('fleet.view.removed', { name }),
    );
  const section = (title: string, of: SavedView[]) =>
    of.length > 0 && (
      <MenuSection title={title}>
        {of.map(({ name, query }) => (
          <MenuItem
            key={name}
            id={`${title} ${name}`}
            textValue={name}
            onAction={() => {
              setSaid('');
              setParams(new URLSearchParams(query));
            }}
          >
            {name}
          </MenuItem>
        ))}
      </MenuSection>
    );

  return (
    <div className={styles.views}>
      <MenuTrigger>
        <Button size="small" variant="secondary">
          {shown
            ? t('fleet.view.shown', { name: shown.name })
            : t('fleet.view.title')}
        </Button>
        <Menu aria-label={t('fleet.view.title')}>
          {section(t('fleet.view.given'), given)}
          {section(t('fleet.view.mine'), views)}
          {(given.length > 0 || views.length > 0) && <MenuSeparator />}
          {keep && !mine && (
            <MenuItem
              onAction={() => setNaming({ name: '', query: params.toString() })}
            >
              {t('fleet.view.save')}
            </MenuItem>
          )}
          {keep && mine && (
            <MenuItem onAction={() => setNaming(mine)}>
              {t('fleet.view.rename')}
            </MenuItem>
          )}
          {clipboard && (
            <MenuItem
              onAction={() =>
                tell(
                  clipboard.writeText(window.location.href),
                  t('fleet.view.copied'),
                )
              }
            >
              {t('fleet.view.link')}
            </MenuItem>
          )}
          {keep && mine && (
            <MenuItem color="danger" onAction={() => remove(mine)}>
              {t('fleet.view.remove')}
            </MenuItem>
          )}
        </Menu>
      </MenuTrigger>
      <span role="status">{said}</span>
      {naming && (
        <NameDialog
          name={naming.name}
          taken={views
            .map(({ name }) => name)
            .filter(name => name !== naming.name)}
          onName={save}
          onClose={() => setNaming(undefined)}
        />
      )}
    </div>
  );
};
