export { layoutFiles } from './layout';
