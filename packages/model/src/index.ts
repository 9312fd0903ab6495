export * from './names';
export * from './tree';
export * from './findings';
