import * as fc from 'fast-check';
import { linesOf } from './lines';

async function collect(pieces: Uint8Array[]) {
  async function* stream() {
    yield* pieces;
  }
  const lines = [];
  for await (const line of linesOf(stream())) {
    lines.push(line);
  }
  return lines;
}

describe('linesOf', () => {
  it('gives the same lines wherever the pieces end, in the middle of a character too', async () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter(text => !text.includes('\n') && text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.array(fc.nat({ max: 200 })),
        async (lines, cuts) => {
          const bytes = new TextEncoder().encode(
            lines.map(l => `${l}\n`).join(''),
          );
          const ends = [...cuts, bytes.length].sort((a, b) => a - b);
          const pieces = ends.map((end, i) =>
            bytes.slice(i === 0 ? 0 : ends[i - 1], end),
          );
          expect(await collect(pieces)).toEqual(lines);
        },
      ),
    );
  });

  it('gives up on a line without an end', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(97);
    await expect(collect(Array(20).fill(piece))).rejects.toThrow(
      'the answer is not what Kubernetes sends',
    );
  });
});
