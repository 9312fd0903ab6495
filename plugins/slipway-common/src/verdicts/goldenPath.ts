import type { GoldenPathFacts, RenderedWithFacts } from '../facts';
import type { GoldenPathState } from '../states';
import { say, some, type Finding, type Sentence } from './say';
import { verdictOf } from './worst';

/** Whether a repository is as this portal would write it: rendered with the newest, and changed by nobody. */
export function goldenPathStateOf(facts: GoldenPathFacts): GoldenPathState {
  const { locked, lock, now, files } = facts;
  const findings = [
    ...(lock ? rendered(lock, now) : []),
    ...(locked && !lock ? unreadable() : []),
    ...changed(files),
  ];
  return { ...facts, verdict: verdictOf(findings, lock ? 1 : 0) };
}

const again = say`Run slipway render slipway.yaml --out . with the portal's bundle in a checkout, and open a pull request with what it changes: it asks before it writes over what somebody changed.`;

function rendered(lock: RenderedWithFacts, now: RenderedWithFacts): Finding[] {
  if (lock.bundle.name !== now.bundle.name) {
    return [
      {
        code: 'other-bundle',
        state: 'unknown',
        message: say`It was rendered with the bundle ${lock.bundle.name}, and this portal has ${now.bundle.name}`,
        evidence: say`.slipway/lock: ${lock.bundle.name} ${lock.bundle.version}, golden path ${lock.goldenPath}.`,
        remedy: say`Nothing, if another portal looks after it; else render it with this portal's bundle.`,
      },
    ];
  }
  const parts = [
    {
      order: compareVersions(lock.goldenPath, now.goldenPath),
      said: said(say`golden path`, lock.goldenPath, now.goldenPath),
    },
    {
      order: compareVersions(lock.bundle.version, now.bundle.version),
      said: said(now.bundle.name, lock.bundle.version, now.bundle.version),
    },
  ];
  const behind = parts.filter(({ order }) => order < 0);
  const ahead = parts.filter(({ order }) => order > 0);
  return [
    ...(behind.length > 0
      ? [
          {
            code: 'golden-path-behind',
            state: 'degraded',
            message: say`It was rendered with an older version: ${some(
              behind.map(one => one.said),
            )}`,
            evidence: say`.slipway/lock names it.`,
            remedy: again,
          } satisfies Finding,
        ]
      : []),
    ...(ahead.length > 0
      ? [
          {
            code: 'golden-path-ahead',
            state: 'unknown',
            message: say`It was rendered with a newer version than this portal has: ${some(
              ahead.map(one => one.said),
            )}`,
            evidence: say`.slipway/lock names it.`,
            remedy: say`Bring the portal to that version, before it renders this repository.`,
          } satisfies Finding,
        ]
      : []),
  ];
}

function said(what: string | Sentence, from: string, to: string): Sentence {
  return say`${what} ${from}, this portal has ${to}`;
}

function unreadable(): Finding[] {
  return [
    {
      code: 'lock-unreadable',
      state: 'unknown',
      message: say`What it was rendered with cannot be read`,
      evidence: say`.slipway/lock is not as Slipway writes it.`,
      remedy: say`Run slipway lock --repair in a checkout.`,
    },
  ];
}

function changed(files: GoldenPathFacts['files']): Finding[] {
  const count = files ? files.changed.length + (files.more ?? 0) : 0;
  if (!files || count === 0) {
    return [];
  }
  return [
    {
      code: 'managed-files-changed',
      state: 'degraded',
      message:
        count === 1
          ? say`A file that Slipway manages was changed by hand: ${files.changed[0]}`
          : say`${count} files that Slipway manages were changed by hand`,
      evidence:
        count === 1
          ? say`${some(
              files.changed,
            )} differs from the copy in .slipway/pristine.`
          : say`${some(
              files.changed,
            )} differ from the copy in .slipway/pristine.`,
      remedy: say`Put the change into slipway.yaml, or into a component of your own, and bring the file back with slipway render.`,
    },
  ];
}

/** By numbers, part by part; a version with something behind a hyphen comes before the one without. */
export function compareVersions(a: string, b: string): number {
  const [first, second] = [a, b].map(version => {
    const [numbers, ...early] = version.split('+')[0].split('-');
    return { numbers: numbers.split('.').map(Number), early: early.join('-') };
  });
  const length = Math.max(first.numbers.length, second.numbers.length);
  for (let i = 0; i < length; i += 1) {
    const apart = (first.numbers[i] ?? 0) - (second.numbers[i] ?? 0);
    if (apart !== 0) {
      return Number.isNaN(apart) ? 0 : Math.sign(apart);
    }
  }
  if (first.early === second.early) {
    return 0;
  }
  if (!first.early || !second.early) {
    return first.early ? -1 : 1;
  }
  return first.early < second.early ? -1 : 1;
}
