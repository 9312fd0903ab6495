import { SlipwaySignal } from '@slipway/plugin-slipway-common';
import { Changes } from '../store';

/** Nobody looks at as many pages at once; what falls out is found by polling. */
const LIMIT = 5_000;

interface Looked {
  service: string;
  sources: Set<string>;
  /** The newest revision that its readers have, or were told of. */
  revision: number;
}

/** Who looked at what, so that a change can be told by the name that readers use, without asking the catalog. */
export class Readers {
  private readonly entities = new Map<string, Looked>();

  get none() {
    return this.entities.size === 0;
  }

  /** Whatever is newer than this may be news to somebody. */
  get oldestRevision() {
    return Math.min(...[...this.entities.values()].map(l => l.revision));
  }

  looked(
    entityRef: string,
    service: string,
    sources: string[],
    revision: number,
  ) {
    const before = this.entities.get(entityRef)?.revision ?? 0;
    this.entities.delete(entityRef);
    this.entities.set(entityRef, {
      service,
      sources: new Set(sources),
      revision: Math.max(before, revision),
    });
    if (this.entities.size > LIMIT) {
      const [oldest] = this.entities.keys();
      this.entities.delete(oldest);
    }
  }

  /** What to tell them about changes, once, whoever finds them first. */
  signalsFor({ services, sources }: Changes): SlipwaySignal[] {
    return [...this.entities].flatMap(([entityRef, looked]) => {
      const revision = Math.max(
        services.get(looked.service) ?? 0,
        ...[...looked.sources].map(id => sources.get(id) ?? 0),
      );
      if (revision <= looked.revision) {
        return [];
      }
      looked.revision = revision;
      return [{ entityRef, revision }];
    });
  }
}
