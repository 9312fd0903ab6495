import type { GoldenPathFacts } from '../facts';
import { compareVersions, goldenPathStateOf } from './goldenPath';

const now = { goldenPath: '0.2.0', bundle: { name: 'shop', version: '1.4.0' } };
const rendered = (goldenPath: string, version: string, name = 'shop') => ({
  goldenPath,
  bundle: { name, version },
});
const files = (...changed: string[]) => ({ managed: 38, changed });

type Row = [string, Partial<GoldenPathFacts>, string, string[], RegExp];

describe('what is said of a repository and its golden path', () => {
  it.each<Row>([
    ['current', { lock: now, files: files() }, 'healthy', [], /^$/],
    [
      'behind the blueprint',
      { lock: rendered('0.1.9', '1.4.0'), files: files() },
      'degraded',
      ['golden-path-behind'],
      /older version: golden path 0\.1\.9, this portal has 0\.2\.0$/,
    ],
    [
      'behind the bundle by more than a digit',
      {
        lock: rendered('0.2.0', '1.10.0-rc.1'),
        now: rendered('0.2.0', '1.10.0'),
      },
      'degraded',
      ['golden-path-behind'],
      /shop 1\.10\.0-rc\.1, this portal has 1\.10\.0$/,
    ],
    [
      'behind both',
      { lock: rendered('0.1.0', '1.2.0') },
      'degraded',
      ['golden-path-behind'],
      /golden path 0\.1\.0, .* and shop 1\.2\.0, /,
    ],
    [
      'ahead of the portal',
      { lock: rendered('0.2.0', '1.10.0') },
      'unknown',
      ['golden-path-ahead'],
      /newer version than this portal has: shop 1\.10\.0/,
    ],
    [
      "another platform's",
      { lock: rendered('0.1.0', '9.0.0', 'bank') },
      'unknown',
      ['other-bundle'],
      /with the bundle bank, and this portal has shop/,
    ],
    [
      'changed by hand in one file',
      { lock: now, files: files('Dockerfile') },
      'degraded',
      ['managed-files-changed'],
      /changed by hand: Dockerfile$/,
    ],
    [
      'changed by hand in many',
      { lock: now, files: { ...files('a', 'b', 'c', 'd'), more: 3 } },
      'degraded',
      ['managed-files-changed'],
      /^7 files/,
    ],
    [
      'behind and changed',
      { lock: rendered('0.2.0', '1.3.9'), files: files('Dockerfile') },
      'degraded',
      ['golden-path-behind', 'managed-files-changed'],
      /older version/,
    ],
    ['not there', { locked: false }, 'unknown', [], /^$/],
    [
      'not told by its lock',
      {},
      'unknown',
      ['lock-unreadable'],
      /cannot be read/,
    ],
    [
      'current, though its files could not be compared',
      { lock: now },
      'healthy',
      [],
      /^$/,
    ],
  ])('is %s', (_, facts, state, codes, says) => {
    const { verdict } = goldenPathStateOf({
      repository: 'https://git.example/shop/payments',
      known: 'data',
      locked: true,
      now,
      ...facts,
    });
    expect(verdict.state).toBe(state);
    expect(verdict.reasons.map(({ code }) => code)).toEqual(codes);
    expect(verdict.reasons[0]?.message ?? '').toMatch(says);
    verdict.reasons.forEach(reason => {
      expect(reason).toMatchObject({
        evidence: expect.stringMatching(/\.$/),
        remedy: expect.stringMatching(/\.$/),
      });
    });
  });

  it.each([
    ['1.2.3', '1.2.3', 0],
    ['1.2', '1.2.0', 0],
    ['1.9.0', '1.10.0', -1],
    ['2.0.0', '1.99.99', 1],
    ['1.0.0-rc.1', '1.0.0', -1],
    ['1.0.0-rc.2', '1.0.0-rc.1', 1],
    ['1.0.0+build', '1.0.0', 0],
    ['main', '1.0.0', 0],
  ])('puts %s beside %s', (a, b, order) => {
    expect(compareVersions(a, b)).toBe(order);
  });
});
