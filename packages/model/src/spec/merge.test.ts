import fc from 'fast-check';
import { applyOverride } from './merge';

describe('applyOverride', () => {
  it('merges maps, replaces lists and scalars, removes by null', () => {
    expect(
      applyOverride(
        { a: { b: 1, c: 2 }, list: [1, 2], gone: { x: 1 } },
        { a: { c: 3, d: 4 }, list: [9], gone: null },
      ),
    ).toEqual({ a: { b: 1, c: 3, d: 4 }, list: [9] });
  });

  it('leaves what it was given alone, and says nothing by an empty override', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (base, override) => {
          const before = JSON.stringify(base);
          applyOverride(base, override);
          expect(JSON.stringify(base)).toBe(before);
          expect(applyOverride(base, {})).toEqual(base);
        },
      ),
    );
  });

  it('changes no prototype', () => {
    applyOverride({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
