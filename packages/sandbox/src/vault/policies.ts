type Capability = 'read' | 'list' | 'create' | 'update' | 'delete' | 'sudo';

/** Paths as a policy writes them: `+` for one part, `*` at the end for anything. */
interface Rule {
  /** As the policy writes it. */
  text: string;
  path: RegExp;
  capabilities: string[];
}

const rule = /path\s+"([^"]+)"\s*\{\s*capabilities\s*=\s*\[([^\]]*)\]\s*\}/g;

/** What every token may, whatever its policies say. */
const own: Rule[] = [
  ruleOf('auth/token/lookup-self', ['read']),
  ruleOf('sys/internal/ui/mounts', ['read']),
];

/** Reads the plain form of HCL that policies are written in: paths and their capabilities. */
export function parsePolicy(text: string): Rule[] {
  return [...text.matchAll(rule)].map(([, path, list]) =>
    ruleOf(
      path,
      [...list.matchAll(/"([a-z]+)"/g)].map(([, one]) => one),
    ),
  );
}

function ruleOf(text: string, capabilities: string[]): Rule {
  const escaped = text
    .replace(/[.?()|[\]{}^$\\]/g, '\\$&')
    .replace(/\+/g, '[^/]+')
    .replace(/\*$/, '.*');
  return { text, path: new RegExp(`^${escaped}$`), capabilities };
}

export function allows(
  rules: readonly Rule[],
  path: string,
  capability: Capability,
): boolean {
  return [...own, ...rules].some(
    ({ path: pattern, capabilities }) =>
      pattern.test(path) && capabilities.includes(capability),
  );
}

export type Policy = readonly Rule[];
