import * as fc from 'fast-check';
import { ListItems } from './listItems';

function read(text: string | Uint8Array, cuts: number[] = []) {
  const bytes = Buffer.from(text);
  const items: unknown[] = [];
  const list = new ListItems(item => items.push(item));
  const ends = [...cuts, bytes.length].sort((a, b) => a - b);
  ends.forEach((end, i) =>
    list.take(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)),
  );
  return { items, rest: list.end() };
}

const unusable = 'the answer is not what Kubernetes sends';

describe('ListItems', () => {
  it('hands over the same objects as a parser of the whole, wherever the pieces end', () => {
    const anything = fc.jsonValue({ noUnicodeString: false });
    fc.assert(
      fc.property(
        fc.array(anything),
        fc.dictionary(fc.string(), anything),
        fc.boolean(),
        fc.constantFrom(undefined, 1, '\t'),
        fc.array(fc.nat({ max: 2_000 })),
        (items, others, before, space, cuts) => {
          const around = Object.fromEntries(
            Object.entries(others).filter(([name]) => name !== 'items'),
          );
          const list = before ? { items, ...around } : { ...around, items };
          // As a parser reads it: it knows no -0 that was written as 0.
          const text = JSON.stringify(list, undefined, space);
          const whole = JSON.parse(text);
          const found = read(text, cuts);
          expect(found.items).toEqual(whole.items);
          expect(found.rest).toEqual({ ...whole, items: [] });
        },
      ),
    );
  });

  it.each([
    ['a text that says so', '{"a":"{\\"items\\":[","b":[1]}'],
    ['a name that ends so', '{"a\\"items":[1]}'],
    ['one within', '{"metadata":{"items":[1]}}'],
    ['null', '{"items":null}'],
    ['an object', '{"items":{"a":[1]}}'],
    ['a list of lists', '[[1],[2]]'],
  ])('takes %s for no object of the list', (_, text) => {
    expect(read(text)).toEqual({ items: [], rest: JSON.parse(text) });
  });

  it.each([
    ['is cut within an object', '{"items":[{"a":1},{"a"'],
    ['is cut between objects', '{"items":[{"a":1},'],
    ['is cut after the objects', '{"items":[{"a":1}]'],
    ['promises an object that does not come', '{"items":[{"a":1},]}'],
    ['has nothing between commas', '{"items":[1,,2]}'],
    ['begins with a comma', '{"items":[,1]}'],
    ['ends an object as a list', '{"items":[{"a":1],{"b":2}]}'],
    ['ends the list as an object', '{"items":[1}}'],
    ['has more behind it', '{"items":[]}}'],
    ['is no JSON', '<html><body>[1]</body></html>'],
    ['is nothing', ''],
  ])('does not take what %s', (_, text) => {
    expect(() => read(text)).toThrow(unusable);
  });

  it('gives up on an object, and on a list, without an end', () => {
    const piece = Buffer.alloc(1024 * 1024, 'a');
    const feed = (start: string, pieces: number) => () => {
      const list = new ListItems(() => {});
      list.take(Buffer.from(start));
      Array.from({ length: pieces }, () => list.take(piece));
    };
    expect(feed('{"items":["', 15)).not.toThrow();
    expect(feed('{"items":["', 17)).toThrow(unusable);
    expect(feed('{"metadata":"', 1)).toThrow(unusable);
  });
});
