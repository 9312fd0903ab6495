/** The smallest thing that can be delivered. */
export const configMap = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  value: '${value}'\n`;
