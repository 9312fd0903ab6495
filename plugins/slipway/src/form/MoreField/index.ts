import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { MoreField } from './MoreField';

export const moreField = createFormField({
  name: 'SlipwayMore',
  component: MoreField,
});
