import { Answer, DeploymentState, VerdictState } from '../types';
import { overallVerdict } from './worst';

const at = '2026-11-20T10:00:00Z';

function data(state: VerdictState): Answer<DeploymentState> {
  const value = { workloads: [], verdict: { state, reasons: [] } };
  return { answer: 'data', value, at };
}

const unreachable: Answer<DeploymentState> = {
  answer: 'unreachable',
  since: at,
  reason: 'connection refused',
  lastKnown: {
    value: { workloads: [], verdict: { state: 'failed', reasons: [] } },
    at,
  },
};

describe('overallVerdict', () => {
  it.each<[VerdictState, Answer<DeploymentState>[]]>([
    ['unknown', []],
    ['unknown', [{ answer: 'absent', at }]],
    ['healthy', [data('healthy'), { answer: 'absent', at }]],
    ['progressing', [data('healthy'), data('progressing')]],
    // What was last known makes the whole neither well nor ill.
    ['unknown', [data('progressing'), unreachable]],
    ['degraded', [data('degraded'), unreachable]],
    ['failed', [data('degraded'), data('failed')]],
  ])('is %s', (verdict, answers) => {
    const environments = answers.map((state, i) => ({
      name: `e${i}`,
      cluster: 'eu-1',
      namespace: 'n',
      state,
    }));
    expect(overallVerdict(environments)).toBe(verdict);
  });
});
