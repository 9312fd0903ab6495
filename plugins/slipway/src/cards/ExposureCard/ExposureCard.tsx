import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { knownIn } from '@slipway/plugin-slipway-common';
import { Until } from '../../elements/Age';
import { useNow } from '../../elements/Age/clock';
import { Facts } from '../../elements/Facts';
import { Row, Rows } from '../../elements/Rows';
import { useFormats, useTell } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { AspectCard, type CardSettings, type Environments } from '../aspect';
import { hostsOf, type Host } from './hosts';
import shared from '../../elements/shared.module.css';

const ASPECTS = ['exposure'] as const;
const LINES = `spec:
  expose:
    host: my-service.example.org`;

export interface ExposureCardProps extends CardSettings {
  /** From how many days before its end a certificate is marked. */
  dueDays?: number;
}

const Left = ({ at }: { at: string }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { exact, span } = useFormats();
  const left = Date.parse(at) - useNow();
  return (
    <time dateTime={at} title={exact(at)}>
      {left <= 0
        ? t('exposure.over')
        : t('exposure.left', { span: span(left / 1000) })}
    </time>
  );
};

const End = ({ host: { route, certificate } }: { host: Host }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  if (route?.accepted === false) {
    return <>{t('exposure.refused')}</>;
  }
  if (certificate?.endsAt) {
    return <Left at={certificate.endsAt} />;
  }
  if (certificate) {
    return (
      <>{t(certificate.issuing ? 'exposure.issuing' : 'exposure.missing')}</>
    );
  }
  return <>{route?.tls ? '' : t('exposure.noTls')}</>;
};

/** `infra/public (https)` */
const gatewaysOf = (route: Host['route']) =>
  (route?.gateways ?? []).map(({ namespace, name, listeners }) => {
    const names = listeners.map(listener => listener.name).join(', ');
    return `${namespace}/${name}${names && ` (${names})`}`;
  });

/** Who may connect to the pods. */
const AccessNotes = ({
  environments,
}: {
  environments: Environments<'exposure'>;
}) => {
  const tell = useTell();
  const notes = environments.flatMap(
    ({ exposure }) => knownIn(exposure)?.notes ?? [],
  );
  return (
    <>
      {notes.map((note, at) => (
        <p key={at} className={shared.quiet}>
          {tell(note).message}.
        </p>
      ))}
    </>
  );
};

const HostFacts = ({ host: { route, certificate } }: { host: Host }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const accepted = () => {
    if (route?.accepted === undefined) {
      return t('exposure.unsaid');
    }
    return t(route.accepted ? 'exposure.accepted' : 'exposure.refused');
  };
  return (
    <Facts
      facts={[
        {
          name: t('exposure.route'),
          value: route && `${route.kind} ${route.name}, ${accepted()}`,
        },
        {
          name: t('exposure.gateway'),
          value: gatewaysOf(route).join(', ') || certificate?.gateway,
        },
        { name: t('exposure.issuer'), value: certificate?.issuer },
        {
          name: t('exposure.renews'),
          value: certificate?.renewsAt && <Until at={certificate.renewsAt} />,
        },
      ]}
    />
  );
};

/** Under which hosts the service is reached, and for how long its certificates are valid. */
export const ExposureCard = ({
  dueDays = 14,
  ...settings
}: ExposureCardProps) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const hostsIn = (environments: Environments<'exposure'>) =>
    environments.flatMap(({ name, exposure }) => {
      const state = knownIn(exposure);
      return state
        ? hostsOf(state, { now: Date.now(), dueDays }).map(host => ({
            environment: name,
            answer: exposure.answer,
            host,
          }))
        : [];
    });
  return (
    <AspectCard
      {...settings}
      card="exposure"
      aspects={ASPECTS}
      lines={LINES}
      healthy={environments => {
        const all = hostsIn(environments);
        const hosts = t('exposure.hosts', { count: all.length });
        return all.some(({ host }) => host.certificate)
          ? t('exposure.valid', { hosts })
          : hosts;
      }}
      source={environments =>
        [
          ...new Set(
            hostsIn(environments).flatMap(
              ({ host: { route, certificate } }) => [
                ...(route ? [route.kind] : []),
                ...(certificate ? ['cert-manager'] : []),
              ],
            ),
          ),
        ].join(', ')
      }
      loading={
        <>
          <Skeleton width="100%" height="1.5rem" />
          <Skeleton width="100%" height="1.5rem" />
        </>
      }
    >
      {environments => (
        <>
          <Rows>
            {hostsIn(environments).map(({ environment, answer, host }) => (
              <Row
                key={`${environment} ${host.key}`}
                shape={answer === 'data' ? host.shape : (answer as 'denied')}
                end={<End host={host} />}
              >
                <span>{host.host ?? t('exposure.noHost')}</span>{' '}
                <span className={shared.quiet}>{environment}</span>
                {settings.full && <HostFacts host={host} />}
              </Row>
            ))}
          </Rows>
          {settings.full && <AccessNotes environments={environments} />}
        </>
      )}
    </AspectCard>
  );
};
