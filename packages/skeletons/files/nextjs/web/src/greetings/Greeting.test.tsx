import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderToStaticMarkup } from 'react-dom/server';
import { Greeting } from './Greeting.tsx';

describe('the greeting', () => {
  for (const [what, name, expected] of [
    ['greets by name', 'Ada', '<h1>Hello, Ada</h1>'],
    ['takes any alphabet', 'Łukasz', '<h1>Hello, Łukasz</h1>'],
    ['shows markup as text', '<b>', '<h1>Hello, &lt;b&gt;</h1>'],
    ['asks for a name', ' ', '<p role="alert">Tell us a name first.</p>'],
    ['asks for one name', ['Ada', 'Eve'], '<p role="alert">Tell us a name first.</p>'],
    ['refuses an endless one', 'a'.repeat(101), '<p role="alert">The name is longer than 100 characters.</p>'],
  ] as const) {
    it(what, () => {
      assert.equal(renderToStaticMarkup(<Greeting name={typeof name === 'string' ? name : [...name]} />), expected);
    });
  }
});
