import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { patternOf } from '../lib/pattern';

/** Says which environment a namespace of a cluster is, where nobody declared it. */
export type StageOf = (cluster: string, namespace: string) => string;

/** What people call environments, in the order in which a change comes through them. */
const stages = [
  ['local', 'sandbox', 'preview', 'dev', 'develop', 'development'],
  ['ci', 'test', 'testing', 'qa', 'int', 'integration'],
  ['stage', 'staging', 'stg', 'uat', 'acceptance', 'preprod', 'demo'],
  ['prod', 'prd', 'production', 'live'],
];

const known = new Set(stages.flat());

interface Rule {
  environment: string;
  cluster: RegExp;
  namespace: RegExp;
}

/**
 * By the rules of the configuration; then by the last word of the namespace that is a stage's name; then by the
 * cluster's, since many give each stage a cluster; then by the cluster as it is called.
 */
export function stagesIn(config: RootConfigService): StageOf {
  const rules = rulesIn(config);
  return (cluster, namespace) =>
    rules.find(
      rule => rule.cluster.test(cluster) && rule.namespace.test(namespace),
    )?.environment ??
    stageWord(namespace) ??
    stageWord(cluster) ??
    cluster;
}

/** Sorts as a change comes through; what is not known lies before production. */
export function byStage(a: { name: string }, b: { name: string }): number {
  return rank(a.name) - rank(b.name) || a.name.localeCompare(b.name);
}

function rank(environment: string): number {
  const word = stageWord(environment);
  const found = stages.findIndex(words => word && words.includes(word));
  return found < 0 ? stages.length - 1.5 : found;
}

function stageWord(name: string): string | undefined {
  return name
    .toLowerCase()
    .split(/[^a-z]+/)
    .reverse()
    .find(word => known.has(word));
}

function rulesIn(config: RootConfigService): Rule[] {
  const wrong: string[] = [];
  const rules = (config.getOptional('slipway.environments') ?? []) as unknown;
  const found = (Array.isArray(rules) ? rules : [rules]).flatMap(
    (rule, index) => {
      const { name, cluster = '*', namespace = '*' } = (rule ?? {}) as any;
      const at = `slipway.environments[${index}]`;
      if (typeof name !== 'string' || !/^[a-z0-9-]{1,63}$/.test(name)) {
        wrong.push(`${at}.name: write the environment's name, such as prod`);
      }
      for (const [key, pattern] of Object.entries({ cluster, namespace })) {
        if (typeof pattern !== 'string' || !/^[\w.*-]+$/.test(pattern)) {
          wrong.push(`${at}.${key}: write a name, * for any characters`);
        }
      }
      return [{ environment: name, cluster, namespace }];
    },
  );
  if (wrong.length > 0) {
    throw new InputError(`The configuration is wrong: ${wrong.join('; ')}`);
  }
  return found.map(({ environment, cluster, namespace }) => ({
    environment,
    cluster: patternOf(cluster),
    namespace: patternOf(namespace),
  }));
}
