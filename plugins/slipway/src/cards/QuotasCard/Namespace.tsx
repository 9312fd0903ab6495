import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { knownIn, type QuotaState } from '@slipway/plugin-slipway-common';
import { Bar } from '../../elements/Bar';
import { Measure, Measured } from '../../elements/Measure';
import { ReallyUsed, measuredOf } from '../../elements/ReallyUsed';
import { Verdict } from '../../elements/Verdict';
import type { Seen } from '../../hooks/useEntityState';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';

type QuotaOf = QuotaState['resources'][number];

const Resource = ({ of, use }: { of: QuotaOf; use: QuotaState['use'] }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const formats = useFormats();
  const { resource, used, limit, atMost } = of;
  const amount = (value: number) => formats.amount(resource, value);
  const noun = formats.noun(resource);
  const grows = atMost > used;
  return (
    <Measure
      name={noun}
      noun
      says={t(grows ? 'quotas.atMost' : 'quotas.used', {
        amount: <em>{amount(grows ? atMost : used)}</em>,
        limit: amount(limit),
      })}
    >
      <Bar
        label={t('quotas.says', {
          resource: noun,
          used: amount(used),
          atMost: amount(Math.max(atMost, used)),
          limit: amount(limit),
        })}
        used={used}
        most={Math.max(atMost, used)}
        limit={limit}
        really={measuredOf(use, resource)?.all}
      />
      <ReallyUsed use={use} resource={resource} />
    </Measure>
  );
};

/** The fullest first where not all are shown; else in the order in which people name them. */
function shown(resources: QuotaOf[], most: number | undefined): QuotaOf[] {
  if (!most || resources.length <= most) {
    return resources;
  }
  const share = ({ atMost, used, limit }: QuotaOf) =>
    limit > 0 ? Math.max(atMost, used) / limit : Infinity;
  const fullest = [...resources]
    .sort((a, b) => share(b) - share(a))
    .slice(0, most);
  return resources.filter(resource => fullest.includes(resource));
}

/** What one namespace allows, what of it is used, and what the service may come to. */
export const Namespace = ({
  environment,
  headed,
  most,
}: {
  environment: Seen<'quota'>;
  headed?: boolean;
  most?: number;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { name, namespace, cluster, quota } = environment;
  const state = knownIn(quota);
  if (!state) {
    return null;
  }
  const held = state.workloads.find(({ endsWith }) => endsWith);
  const grown = [...state.workloads].sort((a, b) => b.most - a.most)[0];
  const reach = held ?? grown;
  return (
    <Measured
      heading={
        headed && (
          <>
            <Verdict
              shape={
                quota.answer === 'data'
                  ? state.verdict.state
                  : (quota.answer as 'denied')
              }
            />
            <span>{name}</span>
            <small>{t('card.place', { namespace, cluster })}</small>
            {reach && (
              <small>
                {reach.most > reach.wanted || held
                  ? t('quotas.reachesOf', {
                      reaches: reach.reaches,
                      most: reach.most,
                    })
                  : t('quotas.fixed', { most: reach.most })}
              </small>
            )}
          </>
        )
      }
    >
      {shown(state.resources, most).map(resource => (
        <Resource key={resource.resource} of={resource} use={state.use} />
      ))}
    </Measured>
  );
};
