import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type {
  DefaultEntityFilters,
  EntityFilter,
} from '@backstage/plugin-catalog-react';

/** The catalog takes names in its address: so many fit. */
export const MOST_BY_NAME = 200;

/** The catalog knows of no health: it is asked for the services that have it, so that its pages and counts are right. */
export class EntityHealthFilter implements EntityFilter {
  private readonly refs: Set<string>;

  constructor(readonly state: string, refs: string[]) {
    this.refs = new Set(refs);
  }

  /** More than that only where it hands out everything at once: the browser chooses, then. */
  getCatalogFilters(): Record<string, string[]> {
    if (this.refs.size > MOST_BY_NAME) {
      return {};
    }
    const names = [...this.refs].map(ref => parseEntityRef(ref).name);
    // Nothing is called so: of none there is none to show.
    return { 'metadata.name': names.length > 0 ? names : ['-'] };
  }

  /** Of those of that name. */
  filterEntity(entity: Entity): boolean {
    return this.refs.has(stringifyEntityRef(entity));
  }

  toQueryValue(): string {
    return this.state;
  }
}

export interface HealthFilters extends DefaultEntityFilters {
  health?: EntityHealthFilter;
}
