import { isPlain } from './types';
import type { Plain } from './types';

/** What is said about a field or an item besides its value. */
export interface Note {
  comment?: string;
  /** With an empty line before it. */
  spaced?: true;
  quoted?: true;
}

/** Notes by the map or list that has the field or item, and by its key or index. */
export class Notes {
  private readonly byParent = new Map<unknown, Map<string | number, Note>>();

  constructor(private readonly root: unknown) {}

  /** A path names fields by key, and items by number or, as `[name=api]`, by a field of theirs. */
  add(path: string, note: Note): void {
    const steps = path.split('.');
    const last = steps.pop()!;
    const parent = steps.reduce<unknown>(
      (from, step) => childAt(from, keyAt(from, step)),
      this.root,
    );
    const key = keyAt(parent, last);
    if (childAt(parent, key) !== undefined) {
      const own = this.byParent.get(parent) ?? new Map();
      own.set(key, { ...own.get(key), ...note });
      this.byParent.set(parent, own);
    }
  }

  of(parent: unknown, key: string | number): Note | undefined {
    return this.byParent.get(parent)?.get(key);
  }
}

function keyAt(parent: unknown, step: string): string | number {
  if (!Array.isArray(parent)) {
    return step;
  }
  const [, field, value] = /^\[(\w+)=(.*)\]$/.exec(step) ?? [];
  return field
    ? parent.findIndex(item => isPlain(item) && item[field] === value)
    : Number(step);
}

function childAt(parent: unknown, key: string | number): unknown {
  if (Array.isArray(parent)) {
    return parent[Number(key)];
  }
  return isPlain(parent) && Object.hasOwn(parent, key)
    ? (parent as Plain)[key]
    : undefined;
}
