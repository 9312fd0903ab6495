import fc from 'fast-check';
import { share } from './sharing';

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('What is read again', () => {
  it('keeps its identity where it is equal, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue().map(copy), before => {
        expect(share(before, copy(before))).toBe(before);
      }),
    );
  });

  it('is what came, whatever there was before', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(share(before, after)).toEqual(after);
      }),
    );
  });

  it('changes only where something changed', () => {
    const before = { a: [{ x: 1 }, { x: 2 }], b: { y: 1 } };
    const after = share(before, { a: [{ x: 1 }, { x: 3 }], b: { y: 1 } });
    expect(after.b).toBe(before.b);
    expect(after.a[0]).toBe(before.a[0]);
    expect(after.a).not.toBe(before.a);
  });

  it('forgets what is gone', () => {
    expect(share({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(share({ a: undefined }, { b: undefined })).toHaveProperty('b');
  });
});
