export * from './create';
export * from './facts';
export * from './permissions';
export * from './types';
export * from './verdicts';
