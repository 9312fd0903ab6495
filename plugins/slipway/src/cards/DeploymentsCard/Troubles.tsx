import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EnvironmentDeployments } from '@slipway/plugin-slipway-common';
import { Trouble } from '../../elements/Trouble';
import { useTell } from '../../language';
import { slipwayTranslationRef } from '../../translation';
import { PodLog } from '../PodLog';

/** What somebody has to act on, the worst first. What moves by itself is told by its environment. */
export const Troubles = ({
  environments,
}: {
  environments: EnvironmentDeployments[];
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  const tell = useTell();
  const reasons = environments.flatMap(({ state, ...place }) =>
    state.answer === 'data'
      ? state.value.verdict.reasons.map(reason => ({
          ...place,
          ...tell(reason),
        }))
      : [],
  );
  return (
    <>
      {(['failed', 'degraded'] as const).flatMap(shape =>
        reasons
          .filter(({ state }) => state === shape)
          .map(({ message, evidence, remedy, log, ...of }) => (
            <Trouble
              key={`${of.name} ${of.code} ${message}`}
              {...{ shape, message, evidence, remedy }}
              action={log && <PodLog log={log} {...of} />}
            />
          )),
      )}
      {environments.map(({ name, cluster, state }) =>
        state.answer === 'denied' ? (
          <Trouble
            key={name}
            shape="denied"
            message={t('deployments.denied.what', { environment: name })}
            evidence={t('deployments.denied.evidence', {
              cluster,
              permission: state.permission,
            })}
            remedy={t('deployments.denied.remedy')}
          />
        ) : null,
      )}
    </>
  );
};
