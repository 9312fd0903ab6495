import { convertSpec } from './convert';
import type { Conversion } from './convert';
import { parseService } from './parse';

/** A version that never was, in which the runtime was called a language and environments were a list. */
const madeUp: Conversion = {
  from: 'slipway.dev/v0',
  to: 'slipway.dev/v1alpha1',
  apply(document) {
    document.setIn(['spec', 'runtime'], document.getIn(['spec', 'language']));
    document.deleteIn(['spec', 'language']);
  },
};

const old = `# Ours.
apiVersion: slipway.dev/v0
kind: Service
metadata: { name: payments, owner: team-pay }
spec:
  language: go
  workload: { type: http } # the one that people see
  environments: { dev: { cluster: local } }
  repository: { host: github, url: https://github.com/shop/payments }
`;

describe('convertSpec', () => {
  it('brings an older spec to the current version, comments and all', () => {
    const { text, problem } = convertSpec(old, [madeUp]);
    expect(problem).toBeUndefined();
    expect(text).toContain('# Ours.');
    expect(text).toContain('# the one that people see');
    expect(parseService(text).findings).toEqual([]);
    expect(convertSpec(text, [madeUp]).text).toBe(text);
  });

  it.each([
    ['a version that nobody knows', old],
    ['what is no YAML', 'a: [1'],
    ['what is no document of ours', '- 1'],
  ])('refuses %s, and changes nothing', (_what, text) => {
    const converted = convertSpec(text);
    expect(converted.problem).toBeTruthy();
    expect(converted.text).toBe(text);
  });
});
