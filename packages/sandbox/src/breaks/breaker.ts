import { catalogOfBreaks } from './catalog';
import { Break, Scene, UnknownWish, Wish } from './types';

/** Breaks and heals by name, for the story, the command line and the page alike. */
export class Breaker {
  private readonly broken = new Map<string, Wish>();
  private changed: () => void = () => undefined;

  constructor(private readonly scene: Scene) {}

  onChange(changed: () => void): void {
    this.changed = changed;
  }

  async break(wish: Wish): Promise<void> {
    await this.find(wish).break(this.scene, wish);
    this.note(wish, true);
  }

  async heal(wish: Wish): Promise<void> {
    await this.find(wish).heal(this.scene, wish);
    this.note(wish, false);
  }

  /** What was broken and not healed since. */
  all(): Wish[] {
    return [...this.broken.values()];
  }

  /** What is still broken after a new start: servers are up again then. */
  lasting(): Wish[] {
    return this.all().filter(
      wish => catalogOfBreaks[wish.break].lasts !== false,
    );
  }

  restore(wishes: Wish[]): void {
    wishes
      .filter(wish => Object.hasOwn(catalogOfBreaks, wish.break))
      .forEach(wish => this.note(wish, true));
  }

  private note(wish: Wish, broken: boolean): void {
    if (broken && catalogOfBreaks[wish.break].heals !== false) {
      this.broken.set(keyOf(wish), wish);
    } else {
      this.broken.delete(keyOf(wish));
    }
    this.changed();
  }

  private find(wish: Wish): Break {
    const found = Object.hasOwn(catalogOfBreaks, wish.break)
      ? catalogOfBreaks[wish.break]
      : undefined;
    if (!found) {
      throw new UnknownWish(
        `there is no break '${wish.break}'; there are ${Object.keys(
          catalogOfBreaks,
        ).join(', ')}`,
      );
    }
    const missing = found.about.filter(field => !wish[field]);
    if (missing.length > 0) {
      throw new UnknownWish(
        `${wish.break} has to be told its ${missing.join(' and ')}`,
      );
    }
    return found;
  }
}

function keyOf(wish: Wish): string {
  const { cluster, namespace, service, environment } = wish;
  return [wish.break, cluster, namespace, service, environment].join(' ');
}
