import { markdownText } from './markdown';

describe('markdownText', () => {
  it('leaves plain prose as people write it', () => {
    const prose = 'Takes card payments (no cash), 24/7 - for team-pay.';
    expect(markdownText(prose)).toBe(
      'Takes card payments \\(no cash\\), 24/7 - for team-pay.',
    );
  });

  it.each([
    ['# title', '\\# title'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['    code', 'code'],
    ['!!! note', '\\!!! note'],
    ['*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
    ['[x](javascript:y)', '\\[x\\]\\(javascript:y\\)'],
    ['<script>&amp;', '&#60;script&#62;&#38;amp;'],
    ['a | b', 'a &#124; b'],
  ])('shows %j letter by letter', (text, expected) => {
    expect(markdownText(text)).toBe(expected);
  });
});
