import { isPlain } from '../kubernetes';

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

/** Applies an RFC 6902 patch; throws an Error that says which operation failed. */
export function jsonPatch<T>(target: T, operations: unknown[]): T {
  const root = { root: structuredCloneOf(target) };
  for (const operation of operations) {
    apply(root, asOperation(operation));
  }
  return root.root as T;
}

function asOperation(value: unknown): Operation {
  if (
    !isPlain(value) ||
    typeof value.op !== 'string' ||
    typeof value.path !== 'string'
  ) {
    throw new Error('an operation of the patch has no op or path');
  }
  return value as unknown as Operation;
}

function apply(root: { root: unknown }, { op, path, from, value }: Operation) {
  switch (op) {
    case 'add':
      return insert(root, path, value);
    case 'replace':
      read(root, path);
      return set(root, path, value);
    case 'remove':
      return remove(root, path);
    case 'copy':
      return insert(root, path, structuredCloneOf(read(root, from ?? '')));
    case 'move': {
      const moved = read(root, from ?? '');
      remove(root, from ?? '');
      return insert(root, path, moved);
    }
    case 'test':
      if (JSON.stringify(read(root, path)) !== JSON.stringify(value)) {
        throw new Error(`the test of ${path} failed`);
      }
      return undefined;
    default:
      throw new Error(`the operation '${op}' is not known`);
  }
}

function structuredCloneOf<V>(value: V): V {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}

function keysOf(path: string): string[] {
  return [
    'root',
    ...path
      .split('/')
      .slice(1)
      .map(key => key.replace(/~1/g, '/').replace(/~0/g, '~')),
  ];
}

function place(root: unknown, path: string) {
  const keys = keysOf(path);
  const last = keys[keys.length - 1];
  let parent: unknown = root;
  for (const key of keys.slice(0, -1)) {
    parent = child(parent, key, path);
  }
  return { parent, last };
}

function child(parent: unknown, key: string, path: string): unknown {
  if (
    Array.isArray(parent) &&
    /^\d+$/.test(key) &&
    Number(key) < parent.length
  ) {
    return parent[Number(key)];
  }
  if (isPlain(parent) && Object.hasOwn(parent, key)) {
    return parent[key];
  }
  throw new Error(`there is nothing at ${path}`);
}

function read(root: unknown, path: string): unknown {
  const { parent, last } = place(root, path);
  return child(parent, last, path);
}

function set(root: unknown, path: string, value: unknown) {
  const { parent, last } = place(root, path);
  if (Array.isArray(parent)) {
    parent[Number(last)] = value;
  } else if (isPlain(parent)) {
    parent[last] = value;
  }
}

function insert(root: unknown, path: string, value: unknown) {
  const { parent, last } = place(root, path);
  if (Array.isArray(parent)) {
    const index = last === '-' ? parent.length : Number(last);
    if (!Number.isInteger(index) || index < 0 || index > parent.length) {
      throw new Error(`there is no place ${path}`);
    }
    parent.splice(index, 0, value);
  } else if (isPlain(parent)) {
    parent[last] = value;
  } else {
    throw new Error(`there is nothing at ${path}`);
  }
}

function remove(root: unknown, path: string) {
  const { parent, last } = place(root, path);
  child(parent, last, path);
  if (Array.isArray(parent)) {
    parent.splice(Number(last), 1);
  } else if (isPlain(parent)) {
    delete parent[last];
  }
}
