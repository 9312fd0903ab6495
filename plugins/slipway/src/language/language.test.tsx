import { screen } from '@testing-library/react';
import fc from 'fast-check';
import type { Words } from '@slipway/plugin-slipway-common';
import { renderIn } from '../__testUtils__/renderIn';
import type { Formats } from './formats';
import { told } from './told';
import { useFormats, useTell } from '.';

const MESSAGE = 'prod can scale to 7 of 10: memory ends first';
const WORDS: Words = [
  '{{0}} can scale to {{1}} of {{2}}: {{3}} ends first',
  'prod',
  7,
  10,
  { noun: 'requests.memory' },
];

const Sentence = ({ message, words }: { message: string; words?: unknown }) => {
  const tell = useTell();
  return <p>{tell({ message, words: { message: words as Words } }).message}</p>;
};

const Amounts = () => {
  const { ago, ahead, amount, amountOf, date, list, span, term } = useFormats();
  return (
    <ul>
      {[
        span(12),
        span(3 * 86_400),
        term(26 * 3600),
        ago(41 * 60),
        ago(86_400),
        ago(3 * 86_400),
        ahead(2 * 86_400),
        ago(-5),
        amount('requests.memory', 1.5 * 1024 ** 3),
        amount('requests.cpu', 1),
        amount('requests.cpu', 0.25),
        amountOf('pods', 1),
        amountOf('limits.memory', 512 * 1024 ** 2),
        list(['a', 'b', 'c']),
        date('2026-11-20T12:00:00Z'),
      ].map((text, index) => (
        <li key={index}>{text}</li>
      ))}
    </ul>
  );
};

async function shown(language: 'en' | 'de', element: JSX.Element) {
  renderIn(language, <section aria-label="said">{element}</section>);
  return screen.findByRole('region', { name: 'said' });
}

describe('A sentence of the rules', () => {
  it.each<['en' | 'de', string]>([
    ['en', MESSAGE],
    [
      'de',
      'prod kann nur auf 7 von 10 skalieren: zuerst fehlt es an Arbeitsspeicher',
    ],
  ])('is told in %s', async (language, sentence) => {
    const page = await shown(
      language,
      <Sentence message={MESSAGE} words={WORDS} />,
    );
    expect(page).toHaveTextContent(sentence);
  });

  it.each([
    ['no pieces', 'drifted by hand', undefined],
    ['a text that nobody translated', MESSAGE, ['{{0}} is odd', 'prod']],
    ['a piece of a newer back end', MESSAGE, [WORDS[0], { hue: 3 }]],
    ['pieces that are none', MESSAGE, 7],
  ])('stays as it came with %s', async (_, message, words) => {
    const page = await shown('de', <Sentence {...{ message, words }} />);
    expect(page).toHaveTextContent(message);
  });

  it('of a document without pieces is found by what it says', async () => {
    const page = await shown('de', <Sentence message="it took too long" />);
    expect(page).toHaveTextContent('es hat zu lange gedauert');
  });

  it('is whole or nothing, whatever comes as its pieces', () => {
    const same = (value: unknown) => String(value);
    const formats = new Proxy({}, { get: () => same }) as Formats;
    fc.assert(
      fc.property(fc.jsonValue(), words => {
        expect(['string', 'undefined']).toContain(
          typeof told(words, { formats, look: text => text }),
        );
      }),
    );
  });
});

describe('Numbers and times', () => {
  it.each<['en' | 'de', string[]]>([
    [
      'en',
      [
        '12 s',
        '3 days',
        '26 h',
        '41 min ago',
        '1 day ago',
        '3 days ago',
        'in 2 days',
        '0 s ago',
        '1.5 GiB',
        '1 core',
        '0.25 cores',
        '1 pod',
        '512 MiB of memory (limits)',
        'a, b and c',
        'Nov 20, 2026',
      ],
    ],
    [
      'de',
      [
        '12 s',
        '3 Tage',
        '26 h',
        'vor 41 min',
        'vor 1 Tag',
        'vor 3 Tagen',
        'in 2 Tagen',
        'vor 0 s',
        '1,5 GiB',
        '1 Kern',
        '0,25 Kerne',
        '1 Pod',
        '512 MiB Arbeitsspeicher (Limits)',
        'a, b und c',
        '20.11.2026',
      ],
    ],
  ])('are written as in %s', async (language, written) => {
    const page = await shown(language, <Amounts />);
    expect(
      [...page.querySelectorAll('li')].map(({ textContent }) => textContent),
    ).toEqual(written);
  });
});
