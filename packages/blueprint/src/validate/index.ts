export { validateTree } from './validate';
export { withExceptions } from './exceptions';
export { ruleReasons } from './rules';
