import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Frame } from '../elements/Frame';
import { isForbidden } from '../hooks/isForbidden';
import { slipwayTranslationRef } from '../translation';

/** A list that could not be read even once: because its reader may not, or because nobody answers. */
export const ListFailure = ({
  title,
  error,
  permission = 'slipway.state.read',
}: {
  title: string;
  error: Error;
  permission?: string;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return isForbidden(error) ? (
    <Frame title={title} shape="denied" answer={t('fleet.denied')}>
      <p>{t('fleet.deniedRemedy', { permission })}</p>
    </Frame>
  ) : (
    <Frame title={title} shape="unreachable" answer={t('fleet.failed')}>
      <p>{t('fleet.failedRemedy')}</p>
    </Frame>
  );
};
