import { Cluster, KubernetesObject, ResourceType } from '../kubernetes';

/** Writes into an object who brought it. */
export type Mark = (
  object: KubernetesObject,
  type: ResourceType,
) => KubernetesObject;

/** What each deliverer has put into a cluster, kept as it changes: to look through everything would take long. */
export class Inventory {
  private readonly owned = new Map<string, Map<string, KubernetesObject>>();
  readonly stop: () => void;

  constructor(
    { store }: Cluster,
    private readonly ownerOf: (object: KubernetesObject) => string | undefined,
    onChange: (owner: string) => void,
  ) {
    store.snapshot().objects.forEach(object => this.note(object, true));
    this.stop = store.subscribe(({ object, previous, type }) => {
      if (previous) {
        this.note(previous, false);
      }
      this.note(object, type !== 'DELETED');
      const owner = ownerOf(object);
      if (owner) {
        onChange(owner);
      }
    });
  }

  of(owner: string): KubernetesObject[] {
    return [...(this.owned.get(owner)?.values() ?? [])];
  }

  private note(object: KubernetesObject, there: boolean): void {
    const owner = this.ownerOf(object);
    if (!owner) {
      return;
    }
    const { kind, apiVersion, metadata } = object;
    const key = `${apiVersion}/${kind}/${metadata.namespace}/${metadata.name}`;
    const owned = this.owned.get(owner) ?? new Map<string, KubernetesObject>();
    this.owned.set(owner, owned);
    if (there) {
      owned.set(key, object);
    } else {
      owned.delete(key);
    }
  }
}
