import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chunksOf } from './formBundle.mjs';

test('a file of the build counts as soon as any of its source is of a form', () => {
  const of = (...sources) => ({ sources });
  assert.deepEqual(
    chunksOf([
      [
        '2.chunk.js.map',
        of('x/react.js', 'x/plugins/slipway/src/form/Fold.tsx'),
      ],
      ['1.css.map', of('x/plugins/slipway/src/form/Fold.module.css')],
      ['main.js.map', of('x/plugins/slipway/src/plugin.tsx')],
    ]),
    ['1.css', '2.chunk.js'],
  );
});
