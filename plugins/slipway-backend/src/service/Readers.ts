import { SlipwaySignal } from '@slipway/plugin-slipway-common';
import { StateChange } from './StateWriter';

/** Nobody looks at as many pages at once; what falls out is found by polling. */
const LIMIT = 5_000;

/** Who looked at what, so that a change can be told by the name that readers use, without asking the catalog. */
export class Readers {
  private readonly entities = new Map<
    string,
    { service: string; sources: Set<string> }
  >();

  looked(entityRef: string, service: string, sources: string[]) {
    this.entities.delete(entityRef);
    this.entities.set(entityRef, { service, sources: new Set(sources) });
    if (this.entities.size > LIMIT) {
      const [oldest] = this.entities.keys();
      this.entities.delete(oldest);
    }
  }

  /** What to tell them about a change. */
  signalsFor(change: StateChange): SlipwaySignal[] {
    const services = new Set(change.subjects.map(s => s.service));
    return [...this.entities]
      .filter(
        ([, { service, sources }]) =>
          services.has(service) || change.sources.some(id => sources.has(id)),
      )
      .map(([entityRef]) => ({ entityRef, revision: change.revision }));
  }
}
