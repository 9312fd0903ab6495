/**
 * Names that a service must not have: namespaces that a cluster or its platform owns, and names that
 * no file and no Go package may have on Windows.
 */
const reserved: readonly string[] = [
  'argo-rollouts',
  'argocd',
  'backstage',
  'cert-manager',
  'default',
  'external-secrets',
  'flux-system',
  'gatekeeper-system',
  'ingress-nginx',
  'istio-system',
  'kubernetes',
  'local-path-storage',
  'monitoring',
  'slipway',
  'vault',
  'aux',
  'con',
  'nul',
  'prn',
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap(n => [`com${n}`, `lpt${n}`]),
];

const pattern = '^[a-z]([a-z0-9-]{1,38})[a-z0-9]$';
const matches = new RegExp(pattern);

/**
 * What a service may be called: one rule for form, schema and action. Short enough that
 * `<service>-<workload>` and `<service>-<environment>` stay within the 63 characters of a DNS label.
 */
export const serviceNameRule = {
  pattern,
  minLength: 3,
  maxLength: 40,
  message:
    'A name has 3 to 40 lower-case letters, digits and hyphens, starts with a letter and ends with a letter or digit',
  reserved,
  /** What is wrong with the name, as a sentence, or undefined. */
  check(name: string): string | undefined {
    if (!matches.test(name)) {
      return serviceNameRule.message;
    }
    if (reserved.includes(name) || name.startsWith('kube-')) {
      return `The name '${name}' is reserved for the platform`;
    }
    return undefined;
  },
} as const;
