import { useCallback, type ReactNode } from 'react';
import { parseEntityRef } from '@backstage/catalog-model';
import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, Skeleton } from '@backstage/ui';
import type {
  FleetFilter,
  FleetPage,
  FleetService,
} from '@slipway/plugin-slipway-common';
import { slipwayApiRef } from '../../api';
import { Age } from '../../elements/Age';
import { Frame, Loading } from '../../elements/Frame';
import { Row, Rows } from '../../elements/Rows';
import { Count } from '../../fleet/Count';
import { ListFailure } from '../../fleet/ListFailure';
import { verdictsByHarm, whyOf, type Why } from '../../fleet/services';
import { useFleetAnswer } from '../../fleet/useFleetAnswer';
import { useWhy } from '../../fleet/useWhy';
import { useFleetPath } from '../../hooks/useFleetPath';
import { usePages } from '../../hooks/usePages';
import { slipwayTranslationRef } from '../../translation';
import shared from '../../elements/shared.module.css';

/** So many are told; who wants to see more goes to the fleet page. */
const MOST = 5;

const Trouble = ({ service, why }: { service: FleetService; why: Why }) => {
  const entityRoute = useRouteRef(entityRouteRef);
  const { message, evidence } = useWhy(why);
  return (
    <Row
      shape={why.shape === 'waiting' ? service.verdict : why.shape}
      end={why.environment}
    >
      <Link href={entityRoute(parseEntityRef(service.entityRef))}>
        <b>{service.title ?? service.name}</b>
      </Link>{' '}
      {message}
      {evidence && <small>{evidence}</small>}
    </Row>
  );
};

/** How many there are of each verdict, each with its list on the fleet page. */
const CountsLine = ({
  counts,
  pathTo,
}: {
  counts: FleetPage['facets']['worst'];
  pathTo?: (filter: FleetFilter) => string;
}) => (
  <ul className={shared.signs}>
    {verdictsByHarm.flatMap(state => {
      const count = counts[state];
      return count ? (
        <li key={state}>
          {pathTo ? (
            <Link href={pathTo({ worst: [state] })} color="primary">
              <Count {...{ state, count }} />
            </Link>
          ) : (
            <Count {...{ state, count }} />
          )}
        </li>
      ) : (
        []
      );
    })}
  </ul>
);

/** How the services of something are: counted by verdict, and those that are not well one by one, the worst first. */
export const ServicesSummary = ({
  title,
  loading,
  scope,
  most = MOST,
  none,
}: {
  title: string;
  loading: string;
  /** Always the same object. */
  scope: FleetFilter;
  most?: number;
  /** What stands there where nothing runs; nothing, when left out. */
  none?: ReactNode;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const api = useApi(slipwayApiRef);
  const fleetPath = useFleetPath();
  const { pages, at, error } = usePages(
    useCallback(
      (_: string | undefined, signal: AbortSignal) =>
        api.getFleet({ ...scope, sort: 'verdict', limit: most }, { signal }),
      [api, scope, most],
    ),
  );
  const page = pages?.at(0);
  const said = useFleetAnswer(page?.facets.worst);
  if (!page) {
    return error ? (
      <ListFailure title={title} error={error} />
    ) : (
      <Loading title={title} label={loading}>
        <Skeleton width="60%" height="1.5rem" />
        <Skeleton width="100%" height="4rem" />
      </Loading>
    );
  }
  const { services, facets } = page;
  if (Object.keys(facets.environment).length === 0) {
    // Nothing of them runs anywhere.
    return <>{none}</>;
  }
  const { failed = 0, degraded = 0, unknown = 0 } = facets.worst;
  const troubles = services
    .slice(0, failed + degraded + unknown)
    .flatMap(service => {
      const why = whyOf(service);
      return why && why.shape !== 'waiting' ? [{ service, why }] : [];
    });
  const rest = failed + degraded - troubles.length;
  const pathTo =
    fleetPath && ((filter: FleetFilter) => fleetPath({ ...scope, ...filter }));
  return (
    <Frame
      title={title}
      {...said}
      age={at && <Age since={at} />}
      stale={Boolean(error)}
      foot={
        (error || pathTo) && (
          <>
            <span>{error && t('card.again')}</span>
            {pathTo && <Link href={pathTo({})}>{t('services.fleet')}</Link>}
          </>
        )
      }
    >
      <CountsLine counts={facets.worst} {...(pathTo && { pathTo })} />
      {troubles.length > 0 && (
        <Rows>
          {troubles.map(one => (
            <Trouble key={one.service.entityRef} {...one} />
          ))}
        </Rows>
      )}
      {rest > 0 && (
        <p className={shared.quiet}>{t('services.more', { count: rest })}</p>
      )}
    </Frame>
  );
};
