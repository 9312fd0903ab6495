export { validateTree } from './validate';
