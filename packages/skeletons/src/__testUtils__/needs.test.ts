import { leftOut, tried } from './needs';

const runtimes = ['go', 'node', 'python', 'kotlin'];

describe('what every run of the tests builds', () => {
  it('is eight cells, the page in Next.js among them', () => {
    expect(runtimes.flatMap(tried)).toHaveLength(7);
  });

  it('is named where it is left out', () => {
    for (const runtime of runtimes) {
      const all = [...tried(runtime), ...leftOut(runtime)];
      expect(new Set(all.map(cell => JSON.stringify(cell))).size).toBe(
        all.length,
      );
      expect(leftOut(runtime)).toContainEqual({ shapes: ['http'], needs: [] });
    }
  });
});
