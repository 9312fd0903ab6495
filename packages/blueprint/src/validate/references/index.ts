export { clustersOf, deliveryFindings } from './delivery';
export { configurationFindings } from './configuration';
export { networkFindings } from './network';
export { selectorFindings } from './selectors';
export { targetFindings } from './targets';
export { volumeFindings } from './volumes';
