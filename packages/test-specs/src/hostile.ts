import fc from 'fast-check';

/** Strings that have been mistaken for something else somewhere. */
const nasty = [
  ...['yes', 'No', 'on', 'OFF', 'y', 'n', 'true', 'null', '~', '', ' '],
  ...[
    '1e3',
    'E0',
    'e-0',
    '0x1F',
    '0o17',
    '017',
    '1_000',
    '12:30:45',
    '2024-01-01',
    '.inf',
  ],
  ...['- a', 'a: b', ': ', '# x', '&a', '*a', '!!str x', '%YAML', '|', '>'],
  ...['[', '{', '}', ']', '"', "'", '\\', '`id`', '$(id)', '${HOME}', '$$'],
  ...['${{ secrets.X }}', '{{ name }}', '{% raw %}', '{# c #}', '<%= 1 %>'],
  ...['<script>', '&amp;', '![x](y)', '| a |', '---', '...', '*/', '//', '$x$'],
  ...['"; DROP', "'; rm -rf /", '; id', '&& id', 'ünï', '日本', '🚢', '=1+1'],
  ...['../../etc/passwd', '/etc/passwd', '..', '__proto__', 'constructor'],
  ...['a\nb', 'a\r\nRUN id', '\u0000', '\u2028', '\u202e', '\ufeff', "'''"],
];

/** Text as people who mean harm, or know no better, put it into a form. */
export const hostileText = fc.oneof(
  fc.constantFrom(...nasty),
  fc.array(fc.constantFrom(...nasty), { maxLength: 5 }).map(a => a.join(' ')),
  fc.array(fc.constantFrom(...nasty), { maxLength: 4 }).map(a => a.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** A place in a document where a string stands: as a value, or as the name of something. */
export interface StringPlace {
  /** Names that people chose are `*`, items of lists `[]`. */
  field: string;
  /** The document with another string there. */
  with(text: string): object;
}

type Plain = Record<string, unknown>;

/** Maps whose keys people choose. */
const chosen = /(^|\.)(workloads|needs|environments|env)$/;

/** Every place of a document where a string stands. */
export function stringPlaces(document: object): StringPlace[] {
  return placesIn(document, '', replaced => replaced as object);
}

function placesIn(
  value: unknown,
  field: string,
  put: (replaced: unknown) => object,
): StringPlace[] {
  if (typeof value === 'string') {
    return [{ field, with: put }];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      placesIn(item, `${field}[]`, replaced =>
        put(value.map((other, i) => (i === index ? replaced : other))),
      ),
    );
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const map = value as Plain;
  return Object.entries(map).flatMap(([key, child]) => {
    const named = chosen.test(field);
    const own = `${field ? `${field}.` : ''}${named ? '*' : key}`;
    const inside = placesIn(child, own, replaced =>
      put({ ...map, [key]: replaced }),
    );
    return named
      ? [
          {
            field: `${own} (name)`,
            with: text => put(renamed(map, key, text)),
          },
          ...inside,
        ]
      : inside;
  });
}

/** Defined rather than assigned: `__proto__` is to be a key like any other. */
function renamed(map: Plain, from: string, to: string): Plain {
  const result: Plain = {};
  for (const [key, value] of Object.entries(map)) {
    Object.defineProperty(result, key === from ? to : key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}
