import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { PreviewField } from './PreviewField';
import { validatePreview } from './validatePreview';

export const previewField = createFormField({
  name: 'SlipwayPreview',
  component: PreviewField,
  validation: validatePreview,
});
