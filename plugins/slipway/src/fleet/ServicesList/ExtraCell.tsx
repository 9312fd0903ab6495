import type { ReactNode } from 'react';
import { skewOf, type FleetService } from '@slipway/plugin-slipway-common';
import { Age, Until } from '../../elements/Age';
import { Verdict } from '../../elements/Verdict';
import { useFormats, type Formats, type Translate } from '../../language';
import type { Extra } from '../query';
import { oldestBackup, whyOf, type Why } from '../services';
import { useWhy } from '../useWhy';
import styles from './ServicesList.module.css';

const WhyText = ({ why }: { why: Why }) => {
  const { message, evidence } = useWhy(why);
  return why.shape === 'waiting' ? (
    <span className={styles.quiet}>{message}</span>
  ) : (
    <>
      <Verdict shape={why.shape} />
      <span>
        {message}
        {evidence && <small>{evidence}</small>}
      </span>
    </>
  );
};

function backupOf(
  service: FleetService,
  t: Translate,
): { bad?: 'failed' | 'degraded'; told: ReactNode } {
  const at = oldestBackup(service);
  const states = service.environments.map(
    ({ aspects: { backups } }) => backups?.state,
  );
  const bad = (['failed', 'degraded'] as const).find(one =>
    states.includes(one),
  );
  return {
    bad,
    told: at ? <Age since={at} bare /> : at === '' && t('fleet.never'),
  };
}

/** What of all environments is the first, the most, the newest. */
const told: Record<
  Exclude<Extra, 'why' | 'backup'>,
  (service: FleetService, formats: Formats) => ReactNode
> = {
  system: ({ system }) => system,
  skew: (service, { number }) => {
    const skew = skewOf(service);
    return skew !== undefined && number(skew);
  },
  changed: ({ environments }) => {
    const at = environments
      .flatMap(({ since }) => since ?? [])
      .sort()
      .at(-1);
    return at && <Age since={at} bare />;
  },
  quota: ({ environments }, { percent, noun }) => {
    const [most] = environments
      .flatMap(({ quota }) => quota ?? [])
      .sort((a, b) => b.share - a.share);
    return (
      most && (
        <>
          {percent(most.share)} <small>{noun(most.resource)}</small>
        </>
      )
    );
  },
  certificate: ({ environments }) => {
    const at = environments
      .flatMap(({ certificateEndsAt }) => certificateEndsAt ?? [])
      .sort()
      .at(0);
    return at && <Until at={at} />;
  },
};

/** Sentences take the room that is left; what is counted stands at the end of its column, below its title. */
export const alignmentOf = (of: Extra) => ({
  'data-why': of === 'why' || undefined,
  'data-figure': !['why', 'system'].includes(of) || undefined,
});

/** What a column says of a service as a whole. */
export const ExtraCell = ({
  of,
  service,
  t,
}: {
  of: Extra;
  service: FleetService;
  t: Translate;
}) => {
  const formats = useFormats();
  if (of === 'why') {
    const why = whyOf(service);
    return (
      <td {...alignmentOf(of)} data-empty={!why}>
        {why && (
          <div>
            <WhyText why={why} />
          </div>
        )}
      </td>
    );
  }
  const backup = of === 'backup' ? backupOf(service, t) : undefined;
  const says = of === 'backup' ? backup!.told : told[of](service, formats);
  return (
    <td
      {...alignmentOf(of)}
      data-label={t(`fleet.column.${of}`)}
      data-bad={backup?.bad}
      data-empty={!says}
    >
      {says || (
        <span className={styles.quiet} title={t(`fleet.nothing.${of}`)}>
          –
        </span>
      )}
    </td>
  );
};
