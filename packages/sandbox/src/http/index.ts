export * from './messages';
export * from './faults';
export * from './endpoint';
export * from './html';
