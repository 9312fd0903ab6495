import type { EnvironmentDeployments } from '@slipway/plugin-slipway-common';
import {
  AT,
  deployed,
  environment,
  reason,
  waitingForBuild,
  workload,
} from '../../__testUtils__/documents';
import { data, states } from '../../__testUtils__/states';
import { promotionOf, wayBackOf } from './ways';

const runs = (name: string, version: string) =>
  environment(name, deployed('healthy', [workload(version)]));

const staging = runs('staging', '0.1.4');
const prod = runs('prod', '0.1.3');

const waits = environment(
  'prod',
  deployed(
    'progressing',
    [
      workload('waiting-for-first-build', {
        commit: undefined,
        image: 'registry.example/shop/payments:waiting-for-first-build',
      }),
    ],
    [waitingForBuild],
  ),
);
const fails = environment(
  'staging',
  deployed('failed', [workload('0.1.4')], [reason({ state: 'failed' })]),
);
const foreign = environment(
  'staging',
  deployed('healthy', [workload('0.1.4', { commit: undefined })]),
);
const unread: EnvironmentDeployments = {
  ...prod,
  state: { answer: 'unreachable', since: AT, reason: 'no answer' },
};

/** So many commits behind the newest. */
const behind = (commits: number, of: EnvironmentDeployments) => ({
  ...of,
  commits: data({
    ...states.commits,
    running: [{ ...states.commits.running[0], behind: commits }],
  }),
});

const unplaced = {
  ...staging,
  commits: data({ ...states.commits, running: [] }),
};

describe('promotionOf', () => {
  it('brings what is well to where it does not run yet', () => {
    expect(promotionOf(staging, prod)).toEqual({
      move: { environment: 'prod', which: 'promote', from: 'staging' },
      version: '0.1.4',
      environment: 'prod',
      from: 'staging',
    });
    expect(promotionOf(staging, waits)).toBeDefined();
    expect(promotionOf(behind(1, staging), behind(3, prod))).toBeDefined();
  });

  it.each([
    ['there is no next one', staging, undefined],
    ['the next one runs it already', staging, runs('prod', '0.1.4')],
    ['the next one is newer by its version', staging, runs('prod', '0.1.10')],
    ['the next one cannot be read', staging, unread],
    ['nobody declared the next one', staging, { ...prod, guessed: true }],
    ['it fails here', fails, prod],
    ['it waits for its first build', waits, prod],
    ['no pipeline of ours built it', foreign, prod],
    ['how new it is is yet to be said', unplaced, prod],
    ['it is behind the next one', behind(3, staging), behind(1, prod)],
  ])('brings nothing where %s', (_, here, next) => {
    expect(promotionOf(here, next)).toBeUndefined();
  });
});

describe('wayBackOf', () => {
  const before = {
    version: '0.1.2',
    tag: '0.1.2-gabcdef0',
    commit: 'abcdef0',
    digest: `sha256:${'a'.repeat(64)}`,
  };
  const after = (older: Partial<typeof before> | undefined) =>
    environment(
      'prod',
      deployed('failed', [
        workload('postgres', { need: 'db', before }),
        workload('0.1.3', { before: older as typeof before }),
      ]),
    );

  it('leads to the very image that ran before', () => {
    expect(wayBackOf(after(before))).toEqual({
      move: {
        environment: 'prod',
        which: 'named',
        version: '0.1.2-gabcdef0',
        digest: before.digest,
      },
      version: '0.1.2',
      environment: 'prod',
      from: 'prod',
    });
    expect(
      wayBackOf(after({ ...before, digest: undefined }))?.move,
    ).not.toHaveProperty('digest');
  });

  it('leads nowhere where nothing is remembered, or somebody else built it', () => {
    expect(wayBackOf(after(undefined))).toBeUndefined();
    expect(wayBackOf(after({ ...before, commit: undefined }))).toBeUndefined();
    expect(wayBackOf(unread)).toBeUndefined();
  });
});
