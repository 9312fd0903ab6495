import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { RunningCommit } from '@slipway/plugin-slipway-common';
import { Age } from '../../elements/Age';
import { slipwayTranslationRef } from '../../translation';
import { commitLink } from './links';
import shared from '../../elements/shared.module.css';
import styles from './DeploymentsCard.module.css';

/** Whose change runs, what it was about, and how many are newer; the commit alone where no more is known. */
export const CommitLine = ({
  commit,
  entity,
  made,
}: {
  /** As the image's tag has it. */
  commit: string;
  entity: Entity;
  made: RunningCommit | undefined;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const href = commitLink(entity, commit);
  const id = href ? (
    <Link
      href={href}
      aria-label={t('deployments.commit', { commit })}
      target="_blank"
    >
      {commit}
    </Link>
  ) : (
    commit
  );
  const newer = (count: number, more?: boolean) =>
    more
      ? t('deployments.newerMany', { number: count })
      : t('deployments.newer', { count });
  return (
    <>
      <p className={styles.commit}>
        <span>{id}</span>
        {made?.commit && (
          <span title={made.commit.title}>{made.commit.title}</span>
        )}
      </p>
      {made?.commit && (
        <p className={shared.said}>
          <span>{t('deployments.by', { author: made.commit.author })}</span>
          <Age since={made.commit.at} />
          {made.behind !== undefined && (
            <span data-behind={made.behind > 0 || undefined}>
              {made.behind > 0
                ? newer(made.behind, made.more)
                : t('deployments.newest')}
            </span>
          )}
        </p>
      )}
    </>
  );
};
