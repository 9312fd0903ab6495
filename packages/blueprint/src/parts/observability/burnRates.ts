import type { Measure } from './measures';

/** How fast the share of failures that an objective allows for 30 days is used up, over a long and a short window. */
const windows = [
  { rate: 14.4, long: '1h', short: '5m', severity: 'page', for: '2m' },
  { rate: 6, long: '6h', short: '30m', severity: 'page', for: '15m' },
  { rate: 1, long: '3d', short: '6h', severity: 'ticket', for: '1h' },
] as const;

/** Alerts that come soon for much and late for little, and end when it ends. */
export function burnRates(
  own: string,
  { requests, failed }: Measure,
  objective: number,
) {
  const allowed = Number((1 - objective / 100).toPrecision(6));
  return windows.map(({ rate, long, short, severity, for: time }) => ({
    alert: 'ErrorBudgetBurns',
    expr: [long, short]
      .map(
        window =>
          `sum(rate(${requests}{${own},${failed}}[${window}]))
  / sum(rate(${requests}{${own}}[${window}])) > ${Number(
            (rate * allowed).toPrecision(6),
          )}
`,
      )
      .join('and\n'),
    for: time,
    severity,
    about: { window: long },
  }));
}
