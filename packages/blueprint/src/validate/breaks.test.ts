import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expandService } from '@slipway/model';
import { breaks, broken, fullBundle, soundService } from '@slipway/test-specs';
import { renderService } from '../render';
import { ruleReasons } from './reasons';
import { validateTree } from './validate';

const { tree } = renderService(expandService(soundService), fullBundle);

describe('what people break', () => {
  it('was sound before', () => {
    expect(Object.keys(tree)).not.toEqual([]);
    expect(validateTree(tree, fullBundle)).toEqual([]);
  });

  it('is broken in at least 40 ways', () => {
    expect(breaks.length).toBeGreaterThanOrEqual(40);
  });

  it('stands in docs/validator.md, each with its rule', () => {
    const text = readFileSync(
      resolve(__dirname, '../../../../docs/validator.md'),
      'utf8',
    );
    const told = [...text.matchAll(/^\| (.+?) +\| `([\w.-]+)` +\|/gm)].map(
      ([, what, rule]) => `${what}: ${rule}`,
    );
    expect(told).toEqual(breaks.map(({ what, rule }) => `${what}: ${rule}`));
  });

  it.each(breaks.map(one => [one.what, one.rule, one] as const))(
    '%s is named by %s, with the file and what to do',
    (_what, rule, one) => {
      const findings = validateTree(broken(tree, one), fullBundle);
      expect(findings.map(finding => finding.rule)).toContain(rule);
      expect(Object.keys(ruleReasons)).toContain(rule);
      for (const finding of findings) {
        expect(finding.file).toBeTruthy();
        expect(finding.remedy).toMatch(/^[A-Z]/);
      }
    },
  );
});
