import { fieldNames } from '../names';
import { MoreField } from './MoreField';

export const moreField = {
  name: fieldNames.more,
  component: MoreField,
};
