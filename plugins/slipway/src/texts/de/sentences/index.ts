import { access } from './access';
import { capacity } from './capacity';
import { codes } from './codes';
import { data } from './data';
import { delivery } from './delivery';
import { sources } from './sources';
import { goldenPath } from './goldenPath';
import { workloads } from './workloads';

/** What the rules say: on the left as they write it. */
const sentences: Record<string, string> = {
  ...codes,
  ...workloads,
  ...data,
  ...delivery,
  ...goldenPath,
  ...access,
  ...sources,
  ...capacity,
};

export default sentences;
