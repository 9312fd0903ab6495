import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { slipwayTranslationRef } from '../translation';

export const ColumnTitle = ({ name }: { name: 'health' | 'version' }) => {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return <>{t(`catalog.${name}`)}</>;
};
