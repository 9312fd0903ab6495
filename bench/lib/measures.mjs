import { bundle } from './bundle.mjs';
import { change } from './change.mjs';
import { commandLine } from './commandLine.mjs';
import { create } from './create.mjs';
import { dryRun } from './dryRun.mjs';
import { entityPage } from './entityPage.mjs';
import { fleetPage } from './fleetPage.mjs';
import { formBundle } from './formBundle.mjs';
import { preview } from './preview.mjs';
import { render } from './render.mjs';
import { soak } from './soak.mjs';
import { start } from './start.mjs';
import { state } from './state.mjs';
import { views } from './views.mjs';

/** Each returns rows: what was measured, its value, how. */
export const measures = {
  render,
  'command-line': commandLine,
  start,
  create,
  preview,
  'dry-run': dryRun,
  'form-bundle': formBundle,
  bundle,
  'entity-page': entityPage,
  'fleet-page': fleetPage,
  change,
  views,
  state,
  soak,
};
