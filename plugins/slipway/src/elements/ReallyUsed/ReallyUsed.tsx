import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { knownIn, type QuotaState } from '@slipway/plugin-slipway-common';
import { useFormats } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { AsOf } from '../Age';

type UseAnswer = QuotaState['use'];

/** What is measured of a quota's resource, however the quota counts it. */
const MEASURED = /^(requests\.|limits\.)?(cpu|memory)$/;

/** How much of a quota's resource was measured; of most resources nobody measures it. */
export function measuredOf(
  use: UseAnswer,
  resource: string,
): { all: number; ownShare?: number } | undefined {
  const known = use && knownIn(use);
  const [, counted, name] = MEASURED.exec(resource) ?? [];
  if (!known || !name) {
    return undefined;
  }
  const of = name as 'cpu' | 'memory';
  const asked = known.own?.asked[`requests.${of}`];
  return {
    all: known.all[of],
    // What is asked for is compared where the quota counts that.
    ...(counted !== 'limits.' &&
      asked && { ownShare: known.own!.used[of] / asked }),
  };
}

/** In words what pods really use of a quota's resource; as of when, where that is not now. */
export const ReallyUsed = ({
  use,
  resource,
}: {
  use: UseAnswer;
  resource: string;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const { amount, percent } = useFormats();
  const measured = measuredOf(use, resource);
  if (!measured) {
    return null;
  }
  const { all, ownShare } = measured;
  const told = { amount: amount(resource, all) };
  return (
    <small>
      {ownShare === undefined
        ? t('quotas.really.all', told)
        : t('quotas.really.own', { ...told, share: percent(ownShare) })}
      {use && 'lastKnown' in use && use.lastKnown && (
        <>
          {' '}
          <AsOf at={use.lastKnown.at} />
        </>
      )}
    </small>
  );
};
