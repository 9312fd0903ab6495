const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 0.001,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  Pi: 1024 ** 5,
  Ei: 1024 ** 6,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

/** A Kubernetes quantity as a number of cores or bytes; undefined when it is none. */
export function parseQuantity(text: string): number | undefined {
  const match =
    /^(\d+\.?\d*|\.\d+)(?:([KMGTPE]i|[numkMGTPE])|([eE][+-]?\d{1,2}))?$/.exec(
      text,
    );
  return match
    ? Number(match[1] + (match[3] ?? '')) * (factors[match[2]] ?? 1)
    : undefined;
}

/** The same of what nobody has checked: a text or a number, and nothing else. */
export function quantityIn(value: unknown): number | undefined {
  return typeof value === 'string' || typeof value === 'number'
    ? parseQuantity(String(value))
    : undefined;
}
