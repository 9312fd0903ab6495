export * from './gitHost';
export * from './http';
export type { PageSource, RunSummary } from './pages';
