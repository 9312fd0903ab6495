export { GitError } from './git';
export * from './repository';
export * from './httpBackend';
