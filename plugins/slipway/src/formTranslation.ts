import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { form } from './texts/form';

/** The texts of the fields of forms, which no other page loads. */
export const slipwayFormTranslationRef = createTranslationRef({
  id: 'plugin.slipway.form',
  translations: { de: () => import('./texts/de/form') },
  messages: form,
});
