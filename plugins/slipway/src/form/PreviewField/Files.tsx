import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PreviewFile } from '@slipway/plugin-slipway-common';
import { slipwayFormTranslationRef } from '../../formTranslation';
import type { Change, Changes, Folder } from './tree';
import styles from './PreviewField.module.css';

interface Choosing {
  changes?: Changes;
  open: string | undefined;
  onOpen(path: string): void;
}

const Mark = ({ change }: { change?: Change }) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  return change ? (
    <span className={styles.mark} data-change={change}>
      {t(`preview.${change}`)}
    </span>
  ) : null;
};

/** How many files in a folder the last change reached, while it is closed. */
const Reached = ({
  folder,
  changes,
}: {
  folder: Folder;
  changes?: Changes;
}) => {
  const { t } = useTranslationRef(slipwayFormTranslationRef);
  const number = [...(changes?.files.keys() ?? [])].filter(path =>
    path.startsWith(`${folder.path}/`),
  ).length;
  return number ? (
    <span className={styles.reached}>{t('preview.reached', { number })}</span>
  ) : null;
};

const File = ({
  file: { path },
  changes,
  open,
  onOpen,
}: { file: PreviewFile } & Choosing) => (
  <button
    type="button"
    className={styles.file}
    aria-pressed={open === path}
    onClick={() => onOpen(path)}
  >
    <span>{path.slice(path.lastIndexOf('/') + 1)}</span>{' '}
    <Mark change={changes?.files.get(path)} />
  </button>
);

/** A folder with all that is in it. Native elements, so that keyboards and screen readers know them. */
export const Files = ({
  folder,
  ...choosing
}: { folder: Folder } & Choosing) => (
  <ul className={styles.files}>
    {folder.folders.map(inner => (
      <li key={inner.path}>
        <details>
          <summary>
            <bdi>{inner.name}/</bdi>{' '}
            <Reached folder={inner} changes={choosing.changes} />
          </summary>
          <Files folder={inner} {...choosing} />
        </details>
      </li>
    ))}
    {folder.files.map(file => (
      <li key={file.path}>
        <File file={file} {...choosing} />
      </li>
    ))}
  </ul>
);
