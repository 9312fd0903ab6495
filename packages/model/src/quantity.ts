const factors: Record<string, number> = {
  m: 0.001,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
};

/** A Kubernetes quantity as a number of cores or bytes; undefined when it is none. */
export function parseQuantity(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m|[KMGT]i|[kMGT])?$/.exec(text);
  return match ? Number(match[1]) * (factors[match[2]] ?? 1) : undefined;
}
