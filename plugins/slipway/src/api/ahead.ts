import type { EntityState } from '@slipway/plugin-slipway-common';
import type { SlipwayApi } from './SlipwayApi';

/** For so long what was asked ahead is what would be asked now. */
const FRESH_MS = 5_000;

interface Asked {
  api: SlipwayApi;
  entityRef: string;
  at: number;
  state: Promise<EntityState>;
  /** What came, once it is there. */
  value?: EntityState;
}

let last: Asked | undefined;

/** Asks for the state of an entity whose page is about to be drawn; once, however often somebody says that it is. */
export function askAhead(api: SlipwayApi, entityRef: string): void {
  if (last?.api !== api || last.entityRef !== entityRef) {
    const state = api.getState(entityRef);
    const asked: Asked = { api, entityRef, at: Date.now(), state };
    last = asked;
    state.then(
      value => {
        asked.value = value;
      },
      // Whoever takes it is told why.
      () => {},
    );
  }
}

/** Nobody looks at it any more: whoever opens its page again, asks ahead again. */
export function forgetAhead(api: SlipwayApi, entityRef: string): void {
  if (last?.api === api && last.entityRef === entityRef) {
    last = undefined;
  }
}

/** What was asked ahead just now, if it was this. */
export function askedAhead(
  api: SlipwayApi,
  entityRef: string,
): Asked | undefined {
  return last?.api === api &&
    last.entityRef === entityRef &&
    Date.now() - last.at < FRESH_MS
    ? last
    : undefined;
}

/** The answer to it, which is taken once: who reads again wants to hear what is new. */
export function takeAhead(
  api: SlipwayApi,
  entityRef: string,
): Promise<EntityState> | undefined {
  const asked = askedAhead(api, entityRef);
  if (asked) {
    asked.at = 0;
  }
  return asked?.state;
}
