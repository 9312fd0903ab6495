/** One environment may be on several clusters. */
export function keyOf(environment: {
  name: string;
  cluster: string;
  namespace: string;
}): string {
  const { name, cluster, namespace } = environment;
  return `${name} ${cluster} ${namespace}`;
}
