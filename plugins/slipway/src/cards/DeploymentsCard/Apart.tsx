import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentDeployments } from '@slipway/plugin-slipway-common';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { distanceOf } from './distance';
import shared from '../../elements/shared.module.css';

const DAY_MS = 24 * 3600_000;

/** How far two environments are apart that are promoted one to the other. */
export const Apart = ({
  environment,
  next,
}: {
  environment: EnvironmentDeployments;
  next: EnvironmentDeployments | undefined;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { span } = useFormats();
  const distance = distanceOf(environment, next);
  if (!next || !distance) {
    return null;
  }
  const { commits, milliseconds = 0 } = distance;
  const said = () => {
    const count = Math.abs(commits);
    if (count === 0) {
      return t('deployed.same', { environment: next.name });
    }
    return t(commits > 0 ? 'deployed.ahead' : 'deployed.behind', {
      count,
      environment: next.name,
    });
  };
  return (
    <p className={shared.quiet}>
      {commits !== 0 && milliseconds >= DAY_MS
        ? t('deployed.daysToo', {
            commits: said(),
            span: span(milliseconds / 1000),
          })
        : said()}
    </p>
  );
};
