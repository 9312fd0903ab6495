import fs from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../programs/programs';

/** Who judged how much, and what was found: kept beside the table of a full run. */
export class Judgements {
  private readonly rows: string[][] = [];
  private readonly sections: string[] = [];

  constructor(private readonly what: string) {}

  add(
    judge: string,
    {
      of,
      findings,
      accepted,
    }: { of: string; findings: number; accepted?: number },
  ): void {
    this.rows.push([judge, of, String(findings), String(accepted ?? '–')]);
  }

  /** What stands below the table. */
  tell(title: string, lines: readonly string[]): void {
    this.sections.push(`## ${title}\n\n${lines.join('\n')}\n`);
  }

  text(): string {
    const head = ['judge', 'judged', 'findings', 'of accepted rules'];
    const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
    return `## ${this.what}

${[head, head.map(() => '---'), ...this.rows].map(line).join('\n')}

${this.sections.join('\n')}`;
  }

  async keep(): Promise<void> {
    await fs.writeFile(path.join(cacheFolder(), 'judged.md'), this.text());
  }
}
