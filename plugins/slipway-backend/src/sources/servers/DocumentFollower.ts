import { Aspect, StateOf, Subject } from '@slipway/plugin-slipway-common';
import { StateStore } from '../../store';

const PAGE = 500;

/** What is wanted of the documents of one aspect, whichever source or replica wrote them; only changed ones are read again. */
export class DocumentFollower<A extends Aspect, T> {
  private readonly wanted = new Map<string, { subject: Subject; value: T }>();
  private after: Parameters<StateStore['documentsAfter']>[0];

  constructor(
    private readonly store: Pick<StateStore, 'documentsAfter'>,
    private readonly aspect: A,
    /** Nothing: the document is of no interest. */
    private readonly pick: (state: StateOf[A]) => T | undefined,
  ) {}

  async read(): Promise<{ subject: Subject; value: T }[]> {
    let page: Awaited<ReturnType<StateStore['documentsAfter']>>;
    do {
      page = await this.store.documentsAfter(this.after, PAGE, this.aspect);
      for (const { value: document } of page) {
        const { subject, state } = document;
        const value = state && this.pick(state as StateOf[A]);
        const key = Object.values(subject).join('/');
        if (value === undefined) {
          this.wanted.delete(key);
        } else {
          this.wanted.set(key, { subject, value });
        }
      }
      this.after = page.at(-1) ?? this.after;
    } while (page.length === PAGE);
    return [...this.wanted.values()];
  }
}
