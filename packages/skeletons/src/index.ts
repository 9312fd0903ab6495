export { loadBuiltInBundle, readTree } from './loadBuiltInBundle';
export { BundleError, loadBundle } from './loadBundle';
