const FACTORS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** `64Mi` as a number; undefined where there is none or it is none. */
export function quantity(text: unknown): number | undefined {
  const match = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(String(text ?? ''));
  const factor = match && FACTORS[match[2]];
  return match && factor ? Number(match[1]) * factor : undefined;
}
