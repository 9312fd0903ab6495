export * from './http';
export * from './things';
