import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import {
  knownIn,
  type DataStoreFacts,
  type VolumeFacts,
} from '@slipway/plugin-slipway-common';
import { Row, Rows } from '../../elements/Rows';
import type { Shape } from '../../elements/Verdict';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { AspectCard, focusOf, type CardSettings } from '../aspect';
import { shapeOfStore, shapeOfVolume } from './wellness';

const ASPECTS = ['data'] as const;
const LINES = `spec:
  needs:
    db:
      type: postgres
      size: 20Gi`;

const Store = ({
  store,
  environment,
  stale,
}: {
  store: DataStoreFacts;
  environment: string;
  stale?: Shape;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { need, by, ready, wanted, primary, fenced = [], owner } = store;
  return (
    <Row
      shape={stale ?? shapeOfStore(store)}
      end={
        wanted === undefined
          ? by
          : t('data.members', { ready: ready ?? 0, wanted, by })
      }
    >
      {t('data.in', { need: <b>{need}</b>, environment })}
      {owner && <small>{t('data.owner', { owner })}</small>}
      {primary && <small>{t('data.primary', { primary })}</small>}
      {fenced.length > 0 && (
        <small>{t('data.fenced', { members: fenced.join(', ') })}</small>
      )}
    </Row>
  );
};

const Volume = ({
  volume,
  environment,
  stale,
}: {
  volume: VolumeFacts;
  environment: string;
  stale?: Shape;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { amount } = useFormats();
  const { name, bytes, state, storageClass } = volume;
  return (
    <Row
      shape={stale ?? shapeOfVolume(volume)}
      end={
        bytes === undefined
          ? t(`data.volume.${state}`)
          : amount('requests.storage', bytes)
      }
    >
      {t('data.in', { need: <code>{name}</code>, environment })}
      {storageClass && <small>{storageClass}</small>}
    </Row>
  );
};

/** Whether what keeps the service's data is there: servers with their members, and volumes. */
export const DataCard = (settings: CardSettings) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return (
    <AspectCard
      {...settings}
      card="data"
      aspects={ASPECTS}
      lines={LINES}
      healthy={environments => {
        const { stores, volumes } = knownIn(
          focusOf(environments, 'data')!.data,
        )!;
        return stores.length > 0
          ? t('data.ready', { count: stores.length })
          : t('data.bound', { count: volumes.length });
      }}
      source={environments => {
        const kinds = environments.flatMap(({ data }) =>
          (knownIn(data)?.stores ?? []).map(({ by }) => by),
        );
        const volumes = environments.some(
          ({ data }) => (knownIn(data)?.volumes ?? []).length > 0,
        );
        return (
          [...new Set(kinds)].join(', ') ||
          t(volumes ? 'data.volumes' : 'data.elsewhere')
        );
      }}
      loading={
        <>
          <Skeleton width="100%" height="1.5rem" />
          <Skeleton width="100%" height="1.5rem" />
        </>
      }
    >
      {environments => {
        const focus = focusOf(environments, 'data');
        const shown = settings.full ? environments : [focus];
        return (
          <Rows>
            {shown.flatMap(environment => {
              const known = environment && knownIn(environment.data);
              if (!known) {
                return [];
              }
              const { name, data } = environment;
              const stale =
                data.answer === 'data' ? undefined : (data.answer as 'denied');
              return [
                ...known.stores.map(store => (
                  <Store
                    key={`${name} ${store.by} ${store.object}`}
                    {...{ store, stale }}
                    environment={name}
                  />
                )),
                ...(known.elsewhere ?? []).map(need => (
                  <Row
                    key={`${name} elsewhere ${need}`}
                    shape={stale ?? 'unknown'}
                    end={t('data.elsewhere')}
                  >
                    {t('data.in', { need: <b>{need}</b>, environment: name })}
                  </Row>
                )),
                ...known.volumes.map(volume => (
                  <Volume
                    key={`${name} volume ${volume.name}`}
                    {...{ volume, stale }}
                    environment={name}
                  />
                )),
              ];
            })}
          </Rows>
        );
      }}
    </AspectCard>
  );
};
