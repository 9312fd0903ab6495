import { clusterDown, namespaceDenied, vaultSealed } from './clusters';
import { badImage, crashLoop, newVersion } from './images';
import {
  backupFails,
  certificateDue,
  drift,
  gitRefuses,
  quotaShrinks,
  secretDue,
} from './objects';
import { Break } from './types';

/** All of them, by the name that stories, commands and the page use. */
export const catalogOfBreaks: Record<string, Break> = {
  'cluster-down': clusterDown,
  'namespace-denied': namespaceDenied,
  'vault-sealed': vaultSealed,
  'bad-image': badImage,
  'crash-loop': crashLoop,
  'new-version': newVersion,
  drift,
  'git-refuses': gitRefuses,
  'quota-shrinks': quotaShrinks,
  'backup-fails': backupFails,
  'certificate-due': certificateDue,
  'secret-due': secretDue,
};
