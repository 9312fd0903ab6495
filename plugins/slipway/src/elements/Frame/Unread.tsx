import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { isForbidden } from '../../hooks/isForbidden';
import { slipwayTranslationRef } from '../../translation';
import { Frame } from './Frame';

/** A card whose document could not be read even once: because its reader may not, or because nobody answers. */
export const Unread = ({
  title,
  entityRef,
  error,
  wide,
}: {
  title: string;
  entityRef: string;
  error: Error;
  wide?: boolean;
}) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return isForbidden(error) ? (
    <Frame
      title={title}
      wide={wide}
      shape="denied"
      answer={t('deployments.noPermission.answer')}
    >
      <p>{t('deployments.noPermission.remedy', { entity: entityRef })}</p>
    </Frame>
  ) : (
    <Frame
      title={title}
      wide={wide}
      shape="unreachable"
      answer={t('deployments.failure.answer')}
    >
      <p>{t('deployments.failure.remedy')}</p>
    </Frame>
  );
};
