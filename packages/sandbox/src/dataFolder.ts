import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Marks a folder as a sandbox's, and tells whether its first start came to its end. */
const MARKER = 'slipway-sandbox.json';

/** The folder that lasts between starts. */
export class DataFolder {
  constructor(private readonly path: string) {}

  /**
   * A first start that was cut off left a past that ends in the middle: it begins anew. Nothing is ever removed from a
   * folder that was not a sandbox's before.
   */
  async open(): Promise<'new' | 'kept'> {
    await mkdir(this.path, { recursive: true });
    const files = await readdir(this.path);
    if (files.length > 0 && !files.includes(MARKER)) {
      throw new Error(
        `${this.path} is not empty and not a sandbox's; name another folder`,
      );
    }
    if (files.length > 0 && (await this.isComplete())) {
      return 'kept';
    }
    for (const file of files) {
      await rm(join(this.path, file), { recursive: true, force: true });
    }
    await this.mark(false);
    return 'new';
  }

  async complete(): Promise<void> {
    await this.mark(true);
  }

  private async isComplete(): Promise<boolean> {
    const text = await readFile(join(this.path, MARKER), 'utf8');
    return text.includes('"complete":true');
  }

  private async mark(complete: boolean): Promise<void> {
    await writeFile(join(this.path, MARKER), JSON.stringify({ complete }));
  }
}
