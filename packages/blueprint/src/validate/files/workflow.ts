import { nearestName } from '@slipway/model';
import type { FileTree, Finding } from '@slipway/model';
import { at, isPlain, listAt } from '../../kubernetes';
import { parseYaml } from '../../kustomize/load';

/** Pipelines of GitHub and Gitea: what would not run, and what others could make run. */
export function workflowFindings(tree: FileTree): Finding[] {
  return Object.keys(tree)
    .filter(path =>
      /(^|\/)\.(github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(path),
    )
    .flatMap(file =>
      findingsOf(documentIn(tree, file)).map(finding => ({
        ...finding,
        file,
      })),
    );
}

function documentIn(tree: FileTree, file: string): unknown {
  try {
    return parseYaml(tree[file].content, file, '1.2')[0];
  } catch {
    // What does not parse has its finding already.
    return undefined;
  }
}

function found(rule: string, message: string, remedy: string): Finding {
  return { rule, severity: 'error', message, remedy };
}

function findingsOf(workflow: unknown): Finding[] {
  if (!isPlain(workflow)) {
    return [];
  }
  const { jobs } = workflow;
  if (!isPlain(jobs) || Object.keys(jobs).length === 0 || !('on' in workflow)) {
    return [
      found(
        'workflow.invalid',
        'it has no jobs, or does not say when they run',
        'Add on: and jobs:',
      ),
    ];
  }
  return [
    ...Object.entries(jobs).flatMap(([name, job]) =>
      jobFindings(name, job, Object.keys(jobs)),
    ),
    ...permissionFindings(workflow, jobs),
  ];
}

/** What a step may say besides what it does. */
const idle = new Set([
  'id',
  'name',
  'if',
  'env',
  'with',
  'shell',
  'working-directory',
  'continue-on-error',
  'timeout-minutes',
]);

function jobFindings(
  name: string,
  job: unknown,
  jobs: readonly string[],
): Finding[] {
  const called = at(job, 'uses');
  const steps = listAt(job, 'steps');
  const needs = [at(job, 'needs') ?? []].flat();
  return [
    ...(called === undefined && (!at(job, 'runs-on') || steps.length === 0)
      ? [
          found(
            'workflow.invalid',
            `the job '${name}' has no steps, or does not say where it runs`,
            'Add runs-on: and steps:',
          ),
        ]
      : []),
    ...needs
      .filter(other => !jobs.includes(String(other)))
      .map(other => {
        const near = nearestName(String(other), jobs);
        return found(
          'workflow.needs',
          `the job '${name}' waits for '${other}', which is no job`,
          near ? `Write ${near}` : 'Remove it',
        );
      }),
    ...steps
      .filter(step => Object.keys(Object(step)).every(key => idle.has(key)))
      .map(step =>
        found(
          'workflow.invalid',
          `a step of '${name}' neither runs nor uses anything (${JSON.stringify(
            step,
          ).slice(0, 80)})`,
          'Add run: or uses:',
        ),
      ),
    ...[called, ...steps.map(step => at(step, 'uses'))].flatMap(uses =>
      pinFindings(name, uses),
    ),
    ...steps.flatMap(step => injectionFindings(name, at(step, 'run'))),
  ];
}

/** An action of others can change under its tag. */
function pinFindings(job: string, uses: unknown): Finding[] {
  const own = /^(\.\/|docker:\/\/.+@sha256:)/;
  return typeof uses !== 'string' ||
    own.test(uses) ||
    /@[0-9a-f]{40}$/.test(uses)
    ? []
    : [
        found(
          'workflow.pin',
          `the job '${job}' uses '${uses}', which its owner can change at any time`,
          'Name the commit: @ and its 40 digits, with the version as a comment',
        ),
      ];
}

/** What anybody can write becomes a part of the script. */
const foreign =
  /\$\{\{\s*[^}]*github\.(head_ref|event\.(issue|pull_request|comment|review|discussion|head_commit|pages|commits)[\w.*[\]]*\.(title|body|message|email|name|ref|label|default_branch|page_name))\b[^}]*\}\}/;

function injectionFindings(job: string, run: unknown): Finding[] {
  const [expression] = typeof run === 'string' ? foreign.exec(run) ?? [] : [];
  return expression
    ? [
        found(
          'workflow.injection',
          `a script of '${job}' has ${expression} in it, which anybody can write`,
          'Give it to the script by env:',
        ),
      ]
    : [];
}

function permissionFindings(
  workflow: Record<string, unknown>,
  jobs: Record<string, unknown>,
): Finding[] {
  const all = (permissions: unknown) => permissions === 'write-all';
  const without = Object.entries(jobs)
    .filter(
      ([, job]) =>
        all(at(job, 'permissions')) ||
        (at(job, 'permissions') === undefined &&
          (workflow.permissions === undefined || all(workflow.permissions))),
    )
    .map(([name]) => name);
  return without.length
    ? [
        found(
          'workflow.permissions',
          `the token of ${without
            .map(name => `'${name}'`)
            .join(', ')} may do whatever the repository's default is`,
          'Add permissions: { contents: read }, and more where a job needs it',
        ),
      ]
    : [];
}
