export * from './examples';
export * from './seed';
