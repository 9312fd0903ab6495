export * from './names';
export * from './tree';
export * from './findings';
export * from './bundle';
export * from './spec';
export * from './platform';
export * from './quantity';
export * from './runReport';
export { yamlHazard } from './yamlHazard';
