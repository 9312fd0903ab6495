import { useId, useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { Preview } from '@slipway/plugin-slipway-common';
import { slipwayFormTranslationRef } from '../../formTranslation';
import { Asks } from './Asks';
import { Files } from './Files';
import { Findings } from './Findings';
import { treeOf, type Changes } from './tree';
import { usePreview, type Shown } from './usePreview';
import { valuesOf, withStandIns, type PreviewOptions } from './values';
import styles from './PreviewField.module.css';

const Status = ({ shown, isWrong }: { shown: Shown; isWrong: boolean }) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const { error, files, changes } = shown;
  const changeOf = ({ files: reached, removed }: Changes) => {
    const added = [...reached.values()].filter(kind => kind === 'added').length;
    const numbers = { added, changed: reached.size - added, removed };
    const parts = (['added', 'changed', 'removed'] as const)
      .filter(kind => numbers[kind])
      .map(kind => t(`preview.did.${kind}`, { number: numbers[kind] }));
    return parts.length
      ? t('preview.lastChange', { parts: parts.join(', ') })
      : t('preview.noChange');
  };
  const said = () => {
    if (error) {
      return (error as { statusCode?: number }).statusCode === 403
        ? t('preview.denied', { permission: 'scaffolder.task.create' })
        : t('preview.failed');
    }
    if (isWrong) {
      return t('preview.wrong');
    }
    if (files.length === 0) {
      return t('preview.loading');
    }
    return [
      t('preview.files', { number: files.length }),
      ...(changes ? [changeOf(changes)] : []),
    ].join('; ');
  };
  return (
    <p role="status" className={styles.status}>
      {said()}
    </p>
  );
};

const Content = ({
  opened,
  path,
}: {
  opened: Preview['opened'];
  path?: string;
}) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  if (!opened || opened.path !== path) {
    return <p className={styles.choose}>{t('preview.choose')}</p>;
  }
  return (
    <figure className={styles.content}>
      <figcaption>{opened.path}</figcaption>
      {/* Long lines scroll, and whoever has no mouse has to reach them. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>
        <code>{opened.content}</code>
      </pre>
      {opened.truncated && <p>{t('preview.truncated')}</p>}
    </figure>
  );
};

/** What the form comes to, while it is filled in: every file, what is wrong, what it asks of the clusters. */
export const PreviewField = ({
  formContext,
  schema,
  uiSchema,
}: FieldExtensionComponentProps<boolean, PreviewOptions>) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const title = useId();
  const [open, setOpen] = useState<string | undefined>('README.md');
  const { values, missing } = withStandIns(
    valuesOf(formContext?.formData ?? {}, uiSchema['ui:options']),
  );
  const shown = usePreview(values, open);
  const { own, central } = useMemo(
    () => ({
      own: treeOf(shown.files.filter(file => !file.central)),
      central: shown.files.filter(file => file.central),
    }),
    [shown.files],
  );
  const choosing = { changes: shown.changes, open, onOpen: setOpen };
  const findings = (shown.preview?.findings ?? []).filter(
    // Nobody asked for the repository of a stand-in.
    ({ rule }) => rule !== 'repository.free' || !missing.includes('name'),
  );
  const isWrong = findings.some(({ severity }) => severity === 'error');
  return (
    <section
      aria-labelledby={title}
      aria-busy={shown.busy}
      className={styles.preview}
      data-slipway-preview
    >
      <div className={styles.head}>
        <h3 id={title}>{schema.title ?? t('preview.title')}</h3>
        <Status shown={shown} isWrong={isWrong} />
      </div>
      {missing.length > 0 && !isWrong && (
        <p className={styles.note}>
          {t('preview.standIn', { fields: missing.join(', ') })}
        </p>
      )}
      <Findings findings={findings} />
      <div className={styles.twin} data-old={isWrong || Boolean(shown.error)}>
        <nav aria-label={t('preview.tree')} className={styles.tree}>
          <Files folder={own} {...choosing} />
          {central.length > 0 && (
            <>
              <h4>{t('preview.central')}</h4>
              <Files folder={treeOf(central)} {...choosing} />
            </>
          )}
        </nav>
        <Content opened={shown.opened} path={open} />
      </div>
      <Asks asks={shown.preview?.asks ?? []} />
    </section>
  );
};
