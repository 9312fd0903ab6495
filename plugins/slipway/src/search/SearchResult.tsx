import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import type {
  IndexableDocument,
  ResultHighlight,
} from '@backstage/plugin-search-common';
import { Link } from '@backstage/ui';
import type { FleetService } from '@slipway/plugin-slipway-common';
import { Verdict } from '../elements/Verdict';
import { shapeOf, whyOf, type Why } from '../fleet/services';
import { useWhy } from '../fleet/useWhy';
import { useService } from '../hooks/useService';
import { slipwayTranslationRef } from '../translation';
import { refOf } from './refOf';
import shared from '../elements/shared.module.css';
import styles from './SearchResult.module.css';

export interface SearchResultProps {
  result?: IndexableDocument;
  highlight?: ResultHighlight;
  rank?: number;
}

const Marked = ({
  text,
  highlight,
  field,
}: {
  text: string;
  highlight?: ResultHighlight;
  field: string;
}) =>
  highlight?.fields[field] ? (
    <HighlightedSearchResultText
      text={highlight.fields[field]}
      preTag={highlight.preTag}
      postTag={highlight.postTag}
    />
  ) : (
    <>{text}</>
  );

const WhyLine = ({ why }: { why: Why }) => (
  <p>
    <b>{useWhy(why).message}</b>
  </p>
);

/** What is wrong with the service, and which version of it runs where. */
const State = ({ service }: { service: FleetService }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const why = whyOf(service);
  return (
    <>
      {why && why.shape !== 'waiting' && <WhyLine why={why} />}
      <ul className={shared.signs} aria-label={t('search.runs')}>
        {service.environments.map(environment => {
          const { name, cluster, namespace, versions } = environment;
          return (
            <li key={`${name} ${cluster}/${namespace}`}>
              <Verdict shape={shapeOf(environment)} />
              {name} <code>{versions.join(', ') || '–'}</code>
            </li>
          );
        })}
      </ul>
    </>
  );
};

/** A component among the results of a search, with how it is and which version runs where. All results are one request. */
export const SearchResult = ({ result, highlight }: SearchResultProps) => {
  const { service } = useService(result && refOf(result)) ?? {};
  if (!result) {
    return null;
  }
  const runs = service && service.environments.length > 0;
  const { title, text, location } = result;
  const more = result as unknown as Record<string, string | undefined>;
  return (
    <div className={`${shared.text} ${styles.result}`}>
      <span>{runs && <Verdict shape={service.verdict} />}</span>
      <div>
        <p>
          <Link href={location}>
            <Marked text={title} field="title" highlight={highlight} />
          </Link>
          <span className={shared.quiet}>
            {[more.kind, more.type, more.lifecycle, more.owner]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </p>
        {text && (
          <p>
            <Marked text={text} field="text" highlight={highlight} />
          </p>
        )}
        {runs && <State service={service} />}
      </div>
    </div>
  );
};
