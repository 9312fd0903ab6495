import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { ButtonLink, Link } from '@backstage/ui';
import type { EnvironmentDeployments } from '@slipway/plugin-slipway-common';
import { slipwayTranslationRef } from '../../translation';
import { promotionOf, wayBackOf, type Way } from './ways';
import type { Bring } from './useBring';
import styles from './DeploymentsCard.module.css';

const Links = ({ on, back, bring }: { on?: Way; back?: Way; bring: Bring }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { allowed } = usePermission({ permission: taskCreatePermission });
  return allowed ? (
    <p className={styles.moves}>
      {on && (
        <ButtonLink
          size="small"
          variant="secondary"
          href={bring(on.move)}
          aria-label={t('move.onSays', on)}
        >
          {t('move.on', on)}
        </ButtonLink>
      )}
      {back && (
        <Link
          variant="body-small"
          href={bring(back.move)}
          aria-label={t('move.backSays', back)}
        >
          {t('move.back', back)}
        </Link>
      )}
    </p>
  ) : null;
};

/** From here to the next environment, and back to what was: each by a pull request, which a form opens. */
export const Moves = ({
  environment,
  next,
  bring,
}: {
  environment: EnvironmentDeployments;
  next: EnvironmentDeployments | undefined;
  bring: Bring | undefined;
}) => {
  const on = promotionOf(environment, next);
  const back = wayBackOf(environment);
  return bring && (on || back) ? <Links {...{ on, back, bring }} /> : null;
};
