import { InputError } from '@backstage/errors';
import type { FileTree, Finding } from '@slipway/model';

/** One line a finding: where, what, what to do. */
export function describeFinding(finding: Finding): string {
  const where = [finding.file, finding.path].filter(Boolean).join(' ');
  const place = where ? `${where}: ` : '';
  return `${place}${finding.message}. ${finding.remedy}.`;
}

/** Refuses with all findings at once, before anything was done. */
export function refuse(what: string, findings: Finding[]): never {
  throw new InputError(
    [
      `${what}; nothing was created.`,
      ...findings.map(finding => `- ${describeFinding(finding)}`),
    ].join('\n'),
  );
}

export function errorsOf(findings: Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** A tree in one line, for the task's log. */
export function summarize(tree: FileTree): string {
  const folders = new Map<string, number>();
  for (const path of Object.keys(tree)) {
    const folder = path.includes('/') ? `${path.split('/')[0]}/` : 'root';
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].map(([folder, count]) => `${folder} ${count}`).join(', ');
}
