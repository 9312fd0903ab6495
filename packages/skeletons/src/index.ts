export * from './loadBuiltInBundle';
