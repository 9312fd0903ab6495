export * from './create';
export * from './facts';
export * from './fleet';
export * from './metrics';
export * from './permissions';
export * from './states';
export * from './types';
export * from './verdicts';
