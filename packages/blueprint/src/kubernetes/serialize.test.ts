import fc from 'fast-check';
import { parse } from 'yaml';
import { hostileText } from '@slipway/test-specs';
import { libraryYaml, toYaml } from './serialize';

describe('toYaml', () => {
  it('writes fields in the order that people expect', () => {
    expect(
      toYaml({
        spec: { containers: [{ image: 'a', zed: 1, name: 'b' }] },
        metadata: { labels: { b: '1', a: '2' }, name: 'x' },
        kind: 'Pod',
        apiVersion: 'v1',
        status: undefined,
      }),
    ).toBe(`apiVersion: v1
kind: Pod
metadata:
  name: x
  labels:
    b: "1"
    a: "2"
spec:
  containers:
    - name: b
      image: a
      zed: 1
`);
  });

  it('puts comments where they belong', () => {
    expect(
      toYaml(
        { a: 1, list: [{ b: 2 }] },
        { comments: { '': 'Head.', list: 'The list.', 'list.0': 'First.' } },
      ),
    ).toBe(`# Head.

a: 1
# The list.
list:
  # First.
  - b: 2
`);
  });

  it('never folds, and quotes what a reader of YAML 1.1 takes for something else', () => {
    const long = 'word '.repeat(60).trim();
    expect(toYaml({ long, a: 'on', b: '12:30' })).toBe(
      `long: ${long}\na: "on"\nb: "12:30"\n`,
    );
    expect(toYaml({ a: 'on' }, { reader: 'yaml-1.2' })).toBe('a: on\n');
  });

  it('writes equal objects twice rather than by reference', () => {
    const shared = { x: 1 };
    expect(toYaml({ a: shared, b: shared })).toBe('a:\n  x: 1\nb:\n  x: 1\n');
  });

  it('writes any text so that it is read back letter by letter, of blank lines too', () => {
    const text = fc
      .array(
        fc.constantFrom(
          ' ',
          '\n',
          '\t',
          'abcdefghijklmnop',
          ':',
          '#',
          '|',
          '-',
          '"',
          '\\',
        ),
        { maxLength: 30 },
      )
      .map(letters => letters.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), value => {
        expect(parse(toYaml({ list: [{ value }] })).list[0].value).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  it('writes as the library does, byte by byte', () => {
    const { tree } = fc.letrec(tie => ({
      tree: fc.oneof(
        { depthSize: 'medium', maxDepth: 5 },
        hostileText,
        fc.array(hostileText, { maxLength: 4 }).map(all => all.join('\n')),
        fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.double()),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(
          fc.oneof(fc.constantFrom('a', 'spec', 'b-c', 'yes'), hostileText),
          tie('tree'),
          { maxKeys: 4 },
        ),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom('yaml-1.1', 'yaml-1.2'), (data, of) => {
        const reader = of as 'yaml-1.1' | 'yaml-1.2';
        expect(toYaml({ data }, { order: 'given', reader })).toBe(
          libraryYaml({ data }, { reader }),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('puts comments, quotes and empty lines where the library does', () => {
    const data = {
      a: { b: 'x', c: ['y', { d: 1, e: 'v1' }] },
      f: 'x',
      g: [{ name: 'api', h: 'y' }],
    };
    const paths = ['a', 'a.b', 'a.c', 'a.c.0', 'a.c.1', 'a.c.1.e', 'f'];
    const some = fc.subarray([...paths, 'g.[name=api].h', 'gone', 'a.gone.x']);
    fc.assert(
      fc.property(
        fc.record({
          comments: some.map(all =>
            Object.fromEntries(all.map(path => [path, `On ${path}.\n\nMore.`])),
          ),
          head: fc.boolean(),
          spaced: some,
          quoted: fc.subarray(['a.b', 'f']),
          trailing: fc.constantFrom<Record<string, string>>(
            {},
            { v1: 'the first' },
          ),
        }),
        ({ head, ...given }) => {
          const options = {
            ...given,
            comments: { ...given.comments, ...(head ? { '': 'Head.' } : {}) },
          };
          expect(toYaml(data, { order: 'given', ...options })).toBe(
            libraryYaml(data, options),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });
});
