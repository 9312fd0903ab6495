export * from './breaker';
export * from './types';
