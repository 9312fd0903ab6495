export {
  LOCK_FILE,
  PRISTINE_FILE,
  pristineFiles,
  readLock,
  readPristine,
} from './pristine';
export type { Lock } from './pristine';
