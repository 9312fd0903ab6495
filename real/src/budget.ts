const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** `40m`, `90s`, `1h30m` as milliseconds. */
export function parseBudget(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([smh])/g)];
  if (!parts.length || parts.map(([part]) => part).join('') !== text) {
    throw new Error(
      `"${text}" is no length of time; write it like 40m, 90s or 1h30m`,
    );
  }
  return parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * units[unit],
    0,
  );
}

/** How long the real servers may take, their first build included. */
export function budgetFromEnvironment(
  env: NodeJS.ProcessEnv = process.env,
): number {
  return parseBudget(env.SLIPWAY_REAL_BUDGET || '40m');
}
