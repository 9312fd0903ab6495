export { bundle } from './bundle';
export { acmeModule as default } from './module';
