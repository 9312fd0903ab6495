export * from './names';
export * from './tree';
export * from './findings';
export * from './bundle';
export * from './spec';
export * from './quantity';
export { yamlHazard } from './yamlHazard';
