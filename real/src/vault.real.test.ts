/* eslint-disable @backstage/no-relative-monorepo-imports -- the source's own suite, which is no part of what its plugin gives to others */
import { describeVaultSource } from '../../plugins/slipway-backend/src/__testUtils__/describeVaultSource';
import { describeReal } from './realHalf';
import { startRealVault } from './vault/realVault';

jest.setTimeout(60_000);

describeReal(
  'the real Vault',
  () => describeVaultSource('Vault 1.19', startRealVault),
  ['vault'],
);
