const MARKS = { good: '✓', bad: '✗', left: '○', running: '…' };

/**
 * Shows steps, each with its outcome and time; on a terminal the running one counts along.
 * What a step returns is its outcome: a text, or `{ text, mark }`.
 */
export function createSteps(out = process.stdout, now = Date.now) {
  const live = Boolean(out.isTTY);

  return async function step(name, work) {
    const from = now();
    let detail = '';
    const line = mark =>
      `  ${MARKS[mark]} ${name.padEnd(16)} ${detail.padEnd(52)} ${(
        (now() - from) /
        1000
      ).toFixed(1)} s`;
    const draw = () => out.write(`\r\x1b[K${line('running')}`);
    const timer = live ? setInterval(draw, 200) : undefined;
    const say = text => {
      detail = text;
      if (!live) {
        out.write(`  ${MARKS.running} ${name.padEnd(16)} ${text}\n`);
      }
    };
    const end = mark => {
      clearInterval(timer);
      out.write(`${live ? '\r\x1b[K' : ''}${line(mark)}\n`);
    };
    try {
      const result = await work(say);
      detail = (typeof result === 'string' ? result : result?.text) ?? detail;
      end(result?.mark ?? 'good');
      return result;
    } catch (error) {
      end('bad');
      throw error;
    }
  };
}
