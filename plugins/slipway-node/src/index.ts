export * from './sources';
export * from './platform';
