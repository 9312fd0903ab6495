import { change } from './change.mjs';
import { create } from './create.mjs';
import { start } from './start.mjs';
import { views } from './views.mjs';

/** Each returns rows: what was measured, its value, how. */
export const measures = { start, create, change, views };
