import { KubernetesObject } from './types';

export function keyOfObject({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** By their keys, namespace before name. */
export function inOrder(objects: KubernetesObject[]): KubernetesObject[] {
  return objects
    .map(object => ({ key: keyOfObject(object), object }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ object }) => object);
}

/** The objects of one type, by namespace: controllers ask for one namespace again and again. */
export class Shelf {
  private readonly namespaces = new Map<
    string,
    Map<string, KubernetesObject>
  >();

  /** Lists as they were last asked for, until the next write into them. */
  private readonly lists = new Map<string | undefined, KubernetesObject[]>();

  get(namespace: string | undefined, name: string) {
    return this.namespaces.get(namespace ?? '')?.get(name);
  }

  set(object: KubernetesObject): void {
    const { namespace = '', name } = object.metadata;
    const inside = this.namespaces.get(namespace) ?? new Map();
    this.namespaces.set(namespace, inside.set(name, object));
    this.forget(namespace);
  }

  delete(namespace: string | undefined, name: string): void {
    const inside = this.namespaces.get(namespace ?? '');
    inside?.delete(name);
    if (inside?.size === 0) {
      this.namespaces.delete(namespace ?? '');
    }
    this.forget(namespace ?? '');
  }

  /** A list of its own for whoever asks. */
  inOrder(namespace?: string): KubernetesObject[] {
    const list = this.lists.get(namespace) ?? inOrder(this.all(namespace));
    this.lists.set(namespace, list);
    return [...list];
  }

  private forget(namespace: string): void {
    this.lists.delete(namespace);
    this.lists.delete(undefined);
  }

  all(namespace?: string): KubernetesObject[] {
    return namespace === undefined
      ? [...this.namespaces.values()].flatMap(inside => [...inside.values()])
      : [...(this.namespaces.get(namespace)?.values() ?? [])];
  }
}
