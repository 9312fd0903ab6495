import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { slipwayTranslationRef } from '../translation';
import { formatsFor, type Formats } from './formats';

export function useFormats(): Formats {
  const { t } = useTranslationRef(slipwayTranslationRef);
  return useMemo(() => formatsFor(t), [t]);
}
