/* eslint-disable @backstage/no-relative-monorepo-imports -- the source's own suite, which is no part of what its plugin gives to others */
import { describeGitSource } from '../../plugins/slipway-backend/src/__testUtils__/describeGitSource';
import { startRealGitea } from './gitea/realGitea';
import { describeReal } from './realHalf';

jest.setTimeout(120_000);

describeReal('the real Gitea', () =>
  describeGitSource('Gitea 1.25', startRealGitea),
);
