import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { FleetService } from '@slipway/plugin-slipway-common';
import { Verdict, type Shape } from '../elements/Verdict';
import { whyOf, type Why } from '../fleet/services';
import { useWhy } from '../fleet/useWhy';
import { slipwayTranslationRef } from '../translation';
import { versionsOf } from './versions';
import { useCell } from './useCell';
import styles from './cells.module.css';

const Health = ({ shape, title }: { shape: Shape; title?: string }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <span className={styles.health} title={title}>
      <Verdict shape={shape} />
      <span aria-hidden>{t(`state.${shape}`)}</span>
    </span>
  );
};

const Trouble = ({ shape, why }: { shape: Shape; why: Why }) => {
  const { message } = useWhy(why);
  return <Health shape={shape} title={`${why.environment}: ${message}`} />;
};

const Known = ({ service }: { service: FleetService }) => {
  const why = whyOf(service);
  return why && why.shape !== 'waiting' ? (
    <Trouble shape={why.shape} why={why} />
  ) : (
    <Health shape={service.verdict} />
  );
};

const Loading = () => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <span role="img" aria-label={t('catalog.loading')}>
      <Skeleton width="5rem" height="1rem" />
    </span>
  );
};

/** In a table of entities: the worst of a service's environments, and on hover why. */
export const HealthCell = ({ entity }: { entity: Entity }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const cell = useCell(entity);
  switch (cell.is) {
    case 'empty':
      return null;
    case 'loading':
      return <Loading />;
    case 'known':
      return <Known service={cell.service} />;
    case 'nothing':
      return <Health shape="none" title={t('catalog.nothing')} />;
    default:
      return <Health shape={cell.is} />;
  }
};

/** Which version runs, by environment where they differ. */
export const VersionCell = ({ entity }: { entity: Entity }) => {
  const cell = useCell(entity);
  if (cell.is !== 'known') {
    return cell.is === 'loading' ? <Loading /> : null;
  }
  return (
    <span className={styles.versions}>
      {versionsOf(cell.service).map(({ environment, version }) => (
        <span key={environment}>
          {environment && <small>{environment}</small>} <code>{version}</code>
        </span>
      ))}
    </span>
  );
};
