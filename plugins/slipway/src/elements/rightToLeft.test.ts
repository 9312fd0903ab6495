import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

interface Rule {
  selectors: string[];
  declarations: [property: string, value: string][];
}

// eslint-disable-next-line no-restricted-syntax -- tests run from their sources
const SOURCES = resolve(__dirname, '..');

/** What is the same whichever way a page is read, and why. */
const SAME: Record<string, string> = {
  '.fold[open] > summary::before': 'it points down',
};

/** The rules of a stylesheet, also those within a query. */
function rulesOf(css: string): Rule[] {
  const plain = css.replace(/\/\*[^]*?\*\//g, '');
  return [...plain.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(
    ([, selectors, block]) => ({
      selectors: selectors
        .split(',')
        .map(one => one.trim().replace(/\s+/g, ' ')),
      declarations: block.split(';').flatMap(one => {
        const [property, ...value] = one.split(':');
        return value.length > 0
          ? [[property.trim(), value.join(':').trim()] as [string, string]]
          : [];
      }),
    }),
  );
}

/** The values of a shorthand, each with its brackets. */
const partsOf = (value: string) =>
  value.match(/(?:[^\s()]|\((?:[^()]|\([^()]*\))*\))+/g)!;

function isOneSided([property, value]: [string, string]): boolean {
  if (/(^|-)(left|right)(-|$)/.test(property)) {
    return true;
  }
  if (/^(text-align|float|clear)$/.test(property)) {
    return /^(left|right)$/.test(value);
  }
  const [first, second, third, fourth] = partsOf(
    value.replace('!important', ''),
  );
  switch (property) {
    case 'margin':
    case 'padding':
    case 'inset':
    case 'border-width':
      return fourth !== undefined && second !== fourth;
    case 'border-radius':
      return second !== undefined && (first !== second || third !== fourth);
    case 'transform':
    case 'rotate':
      return true;
    case 'translate':
      return !/^0/.test(value);
    default:
      return false;
  }
}

/** What says left or right and not the same of both. */
function oneSidedIn({ declarations }: Rule): string[] {
  const said = Object.fromEntries(declarations);
  if (said.direction) {
    // It has a direction of its own, whatever stands around it.
    return [];
  }
  return declarations
    .filter(isOneSided)
    .filter(
      ([property, value]) =>
        !/left|right/.test(property) ||
        said[
          property.replace(/left|right/, side =>
            side === 'left' ? 'right' : 'left',
          )
        ] !== value,
    )
    .map(([property, value]) => `${property}: ${value}`);
}

const sheets = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.module.css'))
  .map(name => ({
    name,
    rules: rulesOf(readFileSync(join(SOURCES, name), 'utf8')),
  }));

describe('The stylesheets', () => {
  it('say of each side of something what holds where a page is read from right to left', () => {
    expect(sheets.length).toBeGreaterThan(20);
    const forgotten = sheets.flatMap(({ name, rules }) => {
      const turned = new Set(rules.flatMap(({ selectors }) => selectors));
      return rules.flatMap(rule =>
        rule.selectors
          .filter(
            one =>
              !one.startsWith("[dir='rtl'] ") &&
              !turned.has(`[dir='rtl'] ${one}`) &&
              !(one in SAME),
          )
          .flatMap(one =>
            oneSidedIn(rule).map(what => `${name} ${one} ${what}`),
          ),
      );
    });
    expect(forgotten).toEqual([]);
  });

  it('have no sides that follow the language: the build of a portal makes six rules of each', () => {
    const made = sheets.flatMap(({ name, rules }) =>
      rules.flatMap(({ selectors, declarations }) =>
        declarations
          .filter(
            ([property, value]) =>
              /inline-(start|end)/.test(property) ||
              (property === 'text-align' && /^(start|end)$/.test(value)),
          )
          .map(([property]) => `${name} ${selectors} ${property}`),
      ),
    );
    expect(made).toEqual([]);
  });
});
