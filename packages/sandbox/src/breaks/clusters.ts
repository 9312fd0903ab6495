import { clusterOf } from './find';
import { Break } from './types';

const NOW = 0;

export const clusterDown: Break = {
  title: 'A cluster does not answer',
  about: ['cluster'],
  lasts: false,
  break(scene, wish) {
    const target = `kubernetes/${clusterOf(scene, wish).name}`;
    scene.faults.set(target, { kind: 'refuse', delayMs: NOW });
  },
  heal(scene, wish) {
    scene.faults.clear(`kubernetes/${clusterOf(scene, wish).name}`);
  },
};

/** Kubernetes has no way to take one namespace out of a right to all: who is denied one is left with those that are named. */
export const namespaceDenied: Break = {
  title: 'The portal may no longer read a namespace',
  about: ['cluster', 'namespace'],
  lasts: false,
  break(scene, wish) {
    const target = `kubernetes/${clusterOf(scene, wish).name}`;
    scene.faults.set(`${target}/${wish.namespace}`, {
      kind: 'forbid',
      delayMs: NOW,
    });
  },
  heal(scene, wish) {
    const target = `kubernetes/${clusterOf(scene, wish).name}`;
    scene.faults.clear(`${target}/${wish.namespace}`);
  },
};

export const vaultSealed: Break = {
  title: 'Vault is sealed',
  about: [],
  lasts: false,
  break({ platform }) {
    platform.vault.sealed = true;
  },
  heal({ platform }) {
    platform.vault.sealed = false;
  },
};
