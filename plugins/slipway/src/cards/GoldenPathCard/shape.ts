import type { EntityState } from '@slipway/plugin-slipway-common';
import type { Shape } from '../../elements/Verdict';

type GoldenPathAnswer = NonNullable<EntityState['goldenPath']>;

export function shapeOfGoldenPath(answer: GoldenPathAnswer): Shape {
  if (answer.answer === 'data') {
    return answer.value.verdict.state;
  }
  if (answer.answer === 'unreachable' && answer.starting) {
    return 'progressing';
  }
  return answer.answer === 'absent' ? 'none' : answer.answer;
}
