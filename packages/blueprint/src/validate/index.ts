export { validateTree } from './validate';
export { withExceptions } from './exceptions';
export { reasonOf, ruleReasons } from './reasons';
