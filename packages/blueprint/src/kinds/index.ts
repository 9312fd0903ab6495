export { shapeProblems } from './problems';
export { isClusterScoped, shapeOfKind, versionsOfKind } from './table';
export type { KindTable, Shape } from './types';
export { fieldShape, itemShape } from './walk';
