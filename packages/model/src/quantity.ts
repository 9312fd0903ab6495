const factors: Record<string, number> = {
  m: 0.001,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
};

/** A Kubernetes quantity as a number of cores or bytes; undefined when it is none that a spec may have. */
export function parseQuantity(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(m|Ki|Mi|Gi)?$/.exec(text);
  return match ? Number(match[1]) * (factors[match[2]] ?? 1) : undefined;
}
