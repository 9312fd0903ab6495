import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { reasonOf, ruleReasons } from '.';

/** The rules that stand in sources as they are. */
function rulesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter(path => /(?<!\.test)\.ts$/.test(path))
    .flatMap(path => [
      ...readFileSync(join(folder, path), 'utf8').matchAll(
        /\brule: '([a-z-]+(?:\.[a-z-]+)+)'/g,
      ),
    ])
    .map(([, rule]) => rule);
}

describe('every rule that people can meet', () => {
  const rules = [
    ...rulesIn(resolve(__dirname, '../..')),
    ...rulesIn(resolve(__dirname, '../../../../model/src')),
  ];

  it('says why it is there', () => {
    expect(rules.length).toBeGreaterThan(50);
    expect(rules.filter(rule => !reasonOf(rule))).toEqual([]);
  });

  it('is explained in a sentence, and what is none is not', () => {
    for (const reason of Object.values(ruleReasons)) {
      expect(reason).toMatch(/^[A-Za-z].*\.$/);
    }
    expect(reasonOf('policy.nothing')).toBeUndefined();
    expect(reasonOf('constructor')).toBeUndefined();
  });
});
