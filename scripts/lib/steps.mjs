const seconds = from => `${((Date.now() - from) / 1000).toFixed(1)} s`;

/** Shows steps, each with its outcome and time; on a terminal the running one counts along. */
export function createSteps(out = process.stdout) {
  const live = out.isTTY;
  const line = (mark, name, detail, from) =>
    `  ${mark} ${name.padEnd(14)} ${detail.padEnd(48)} ${seconds(from)}`;

  return async function step(name, work) {
    const from = Date.now();
    let detail = '';
    const draw = () =>
      live && out.write(`\r\x1b[K${line('…', name, detail, from)}`);
    const timer = live ? setInterval(draw, 200) : undefined;
    const say = text => {
      detail = text;
      if (!live) {
        out.write(`  … ${name.padEnd(14)} ${text}\n`);
      }
    };
    const end = mark => {
      clearInterval(timer);
      out.write(`${live ? '\r\x1b[K' : ''}${line(mark, name, detail, from)}\n`);
    };
    try {
      const result = await work(say);
      if (typeof result === 'string') {
        detail = result;
      }
      end('✓');
      return result;
    } catch (error) {
      end('✗');
      throw error;
    }
  };
}
