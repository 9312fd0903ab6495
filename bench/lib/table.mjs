/** Rows as a Markdown table whose columns line up. */
export function table(rows) {
  const lines = [['measure', 'value', 'how'], ...rows];
  const widths = lines[0].map((_, column) =>
    Math.max(...lines.map(line => line[column].length)),
  );
  const write = cells =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
  const rule = write(widths.map(width => '-'.repeat(width)));
  return `${[write(lines[0]), rule, ...lines.slice(1).map(write)].join(
    '\n',
  )}\n`;
}

/** The value that a share of all values does not pass. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

export function median(values) {
  return percentile(values, 0.5);
}

/** How much the second of each pair grows with the first, by least squares. */
export function slope(points) {
  const mean = at => points.reduce((sum, p) => sum + p[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, p) => sum + (p[0] - x) ** 2, 0);
  return spread === 0
    ? 0
    : points.reduce((sum, p) => sum + (p[0] - x) * (p[1] - y), 0) / spread;
}

export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
