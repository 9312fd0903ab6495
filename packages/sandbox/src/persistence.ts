import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemClock } from './clock';

/** A write follows so long after the first change that it takes in. */
const DELAY = 2_000;

/** A value kept in a JSON file: written a little after it changed, whole or not at all. */
export class JsonFile<T> {
  private cancel?: () => void;
  private value?: () => T;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly onError: (what: string, error: unknown) => void,
  ) {}

  async read(): Promise<T | undefined> {
    try {
      return JSON.parse(await readFile(this.path, 'utf8'));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw new Error(
        `${this.path} cannot be read (${
          (error as Error).message
        }); remove the sandbox's data folder to begin anew`,
      );
    }
  }

  /** From now on the file holds this. */
  keep(value: () => T): void {
    this.value = value;
  }

  /** Disk is a matter of the system's clock, also where the sandbox's own stands still. */
  changed(): void {
    this.cancel ??= systemClock.setTimer(DELAY, () => {
      this.flush().catch(error => this.onError(`write ${this.path}`, error));
    });
  }

  async flush(): Promise<void> {
    this.cancel?.();
    this.cancel = undefined;
    this.writing = this.writing.catch(() => undefined).then(() => this.write());
    await this.writing;
  }

  private async write(): Promise<void> {
    if (!this.value) {
      return;
    }
    const text = JSON.stringify(this.value());
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(`${this.path}.new`, text);
    await rename(`${this.path}.new`, this.path);
  }
}
