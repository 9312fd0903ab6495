import { fieldNames } from '../names';
import { PreviewField } from './PreviewField';
import { validatePreview } from './validatePreview';

export const previewField = {
  name: fieldNames.preview,
  component: PreviewField,
  validation: validatePreview,
};
