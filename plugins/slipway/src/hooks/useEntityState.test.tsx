import { useRef, type PropsWithChildren } from 'react';
import { act, renderHook } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type {
  EntityState,
  SlipwaySignal,
  StateOf,
} from '@slipway/plugin-slipway-common';
import { slipwayApiRef, type SlipwayApi } from '../api';
import { askAhead } from '../api/ahead';
import { ENTITY_REF } from '../__testUtils__/documents';
import {
  data,
  environmentState,
  stateOfEntity,
  states,
} from '../__testUtils__/states';
import { useAspects, useEntityState } from './useEntityState';

const DELIVERY = ['delivery'] as const;
const QUOTA = ['quota'] as const;
const OTHER_REF = 'component:default/other';
const MINUTE = 60_000;

/** Signals that a test sends, with who listens. */
function signalsForTest() {
  const listeners = new Map<string, (message: never) => void>();
  return {
    listeners,
    api: {
      subscribe: (channel: string, listener: (message: never) => void) => {
        listeners.set(channel, listener);
        return { unsubscribe: () => listeners.delete(channel) };
      },
    },
    send: (signal: SlipwaySignal) =>
      act(async () => listeners.get('slipway')?.(signal as never)),
  };
}

function look(
  getState: SlipwayApi['getState'],
  options: {
    signals?: ReturnType<typeof signalsForTest>;
    entityRef?: string;
  } = {},
) {
  const { signals, entityRef = ENTITY_REF } = options;
  const wrapper = ({ children }: PropsWithChildren) =>
    signals ? (
      <TestApiProvider
        apis={[
          [slipwayApiRef, { getState }],
          [signalApiRef, signals.api],
        ]}
      >
        {children}
      </TestApiProvider>
    ) : (
      <TestApiProvider apis={[[slipwayApiRef, { getState }]]}>
        {children}
      </TestApiProvider>
    );
  return renderHook(({ of }) => useEntityState(of), {
    wrapper,
    initialProps: { of: entityRef as string | undefined },
  });
}

const pass = (milliseconds: number) =>
  act(() => jest.advanceTimersByTimeAsync(milliseconds));

const revision = (number: number): EntityState => ({
  ...stateOfEntity(environmentState('dev')),
  revision: number,
});

/** Answers each reading with the next revision. */
function counting() {
  let last = 0;
  return jest.fn<Promise<EntityState>, Parameters<SlipwayApi['getState']>>(
    async () => revision(++last),
  );
}

/** A reading of which nothing comes until the test says so. */
function held() {
  const answers: Array<(value: EntityState) => void> = [];
  const signals: AbortSignal[] = [];
  const getState: SlipwayApi['getState'] = (_, options) =>
    new Promise(resolve => {
      answers.push(resolve);
      signals.push(options!.signal!);
    });
  return { answers, signals, getState: jest.fn(getState) };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('With signals', () => {
  it('one for this entity reads again, one for another does not', async () => {
    const signals = signalsForTest();
    const read = counting();
    const { result } = look(read, { signals });
    await pass(0);
    expect(result.current.value?.revision).toBe(1);

    await signals.send({ entityRef: OTHER_REF, revision: 7 });
    expect(read).toHaveBeenCalledTimes(1);

    await signals.send({ entityRef: ENTITY_REF, revision: 2 });
    expect(read).toHaveBeenCalledTimes(2);
    expect(result.current.value?.revision).toBe(2);

    await signals.send({ entityRef: ENTITY_REF, revision: 3 });
    expect(result.current.value?.revision).toBe(3);
  });

  it('a storm of them costs one reading more, and starves none', async () => {
    const signals = signalsForTest();
    const answers: ((value: EntityState) => void)[] = [];
    const getState = jest.fn(
      () => new Promise<EntityState>(resolve => answers.push(resolve)),
    );
    const { result } = look(getState, { signals });
    for (let number = 1; number <= 50; number++) {
      await signals.send({ entityRef: ENTITY_REF, revision: number });
    }
    expect(getState).toHaveBeenCalledTimes(1);

    await act(async () => answers[0](revision(1)));
    expect(result.current.value?.revision).toBe(1);
    expect(getState).toHaveBeenCalledTimes(2);

    await act(async () => answers[1](revision(50)));
    expect(result.current.value?.revision).toBe(50);
    expect(getState).toHaveBeenCalledTimes(2);
  });

  it('a rare poll catches what was missed', async () => {
    const read = counting();
    look(read, { signals: signalsForTest() });
    await pass(10 * MINUTE);

    expect(read.mock.calls.length).toBeGreaterThan(1);
    expect(read.mock.calls.length).toBeLessThan(30);
  });

  it('nobody listens any more when nobody looks', async () => {
    const signals = signalsForTest();
    const { unmount } = look(counting(), { signals });
    await pass(0);
    expect(signals.listeners.size).toBe(1);

    unmount();
    expect(signals.listeners.size).toBe(0);
  });
});

describe('Without signals', () => {
  it('changes are seen by polling, within seconds', async () => {
    const { result } = look(counting());
    await pass(0);
    expect(result.current.value?.revision).toBe(1);

    await pass(10_000);
    expect(result.current.value?.revision).toBeGreaterThan(1);
  });

  it('a back end slower than the poll is still heard', async () => {
    const read = jest.fn<
      Promise<EntityState>,
      Parameters<SlipwayApi['getState']>
    >(
      (_, options) =>
        new Promise((resolve, reject) => {
          setTimeout(() => resolve(revision(1)), 8_000);
          options?.signal?.addEventListener('abort', () =>
            reject(new DOMException('aborted', 'AbortError')),
          );
        }),
    );
    const { result } = look(read);
    await pass(MINUTE);

    expect(result.current.value?.revision).toBe(1);
  });
});

describe('A reading', () => {
  it('that nothing answers is a failure in the end, and is tried again', async () => {
    const { answers, getState, signals } = held();
    const { result } = look(getState);
    await pass(40_000);

    expect(result.current.error).toBeDefined();
    expect(signals[0].aborted).toBe(true);
    expect(getState.mock.calls.length).toBeGreaterThan(1);

    await act(async () => answers[answers.length - 1](revision(4)));
    expect(result.current).toMatchObject({ value: { revision: 4 } });
    expect(result.current.error).toBeUndefined();
  });

  it('is given up, and none follows, when nobody looks any more', async () => {
    const { getState, signals } = held();
    const { unmount } = look(getState);
    await pass(0);
    expect(signals[0].aborted).toBe(false);

    unmount();
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    await pass(10 * MINUTE);
    expect(getState).toHaveBeenCalledTimes(signals.length);
    expect(signals).toHaveLength(1);
  });

  it('of the entity before never shows on the next', async () => {
    const { answers, getState } = held();
    const { rerender, result } = look(getState);
    await pass(0);
    rerender({ of: OTHER_REF });
    await pass(0);
    expect(getState).toHaveBeenLastCalledWith(OTHER_REF, expect.anything());

    await act(async () => answers[1](revision(2)));
    await act(async () => answers[0](revision(1)));
    expect(result.current.value?.revision).toBe(2);
  });

  it('that fails keeps what was seen; one that works forgets the failure', async () => {
    const read = counting();
    const { result } = look(read);
    await pass(0);
    read.mockRejectedValueOnce(new Error('gone'));
    await pass(5_000);
    expect(result.current).toMatchObject({
      value: { revision: 1 },
      error: { message: 'gone' },
    });

    await pass(5_000);
    expect(result.current.value?.revision).toBe(2);
    expect(result.current.error).toBeUndefined();
  });

  it('is not made where there is nothing to read', async () => {
    const read = counting();
    const { rerender } = look(read);
    await pass(0);
    rerender({ of: undefined });
    await pass(10 * MINUTE);

    expect(read).toHaveBeenCalledTimes(1);
  });
});

describe('Several that look at the same entity', () => {
  function lookTogether(getState: SlipwayApi['getState']) {
    const signals = signalsForTest();
    const wrapper = ({ children }: PropsWithChildren) => (
      <TestApiProvider
        apis={[
          [slipwayApiRef, { getState }],
          [signalApiRef, signals.api],
        ]}
      >
        {children}
      </TestApiProvider>
    );
    const renders = { delivery: 0, quota: 0 };
    const both = renderHook(
      () => {
        const of = useRef(renders).current;
        const Delivery = useAspects(ENTITY_REF, DELIVERY);
        const Quota = useAspects(ENTITY_REF, QUOTA);
        const seen = useRef<unknown[]>([]).current;
        of.delivery += seen[0] === Delivery ? 0 : 1;
        of.quota += seen[1] === Quota ? 0 : 1;
        seen.splice(0, 2, Delivery, Quota);
        return [Delivery, Quota] as const;
      },
      { wrapper },
    );
    return { signals, renders, ...both };
  }
  it('are told by one reading and one subscription', async () => {
    const getState = counting();
    const { result, signals, unmount } = lookTogether(getState);
    await pass(0);
    expect(getState).toHaveBeenCalledTimes(1);
    expect(signals.listeners.size).toBe(1);
    expect(result.current[0].value?.environments[0]).toMatchObject({
      name: 'dev',
      delivery: { answer: 'data' },
    });
    expect(result.current[0].value?.environments[0]).not.toHaveProperty(
      'quota',
    );
    unmount();
    expect(signals.listeners.size).toBe(0);
  });

  it('see only changes of what they asked for', async () => {
    let quota = data<StateOf['quota']>(states.quota);
    const getState = jest.fn(async () =>
      stateOfEntity(
        environmentState('dev', { quota: JSON.parse(JSON.stringify(quota)) }),
      ),
    );
    const { signals, renders } = lookTogether(getState);
    await pass(0);
    const before = { ...renders };

    await signals.send({ entityRef: ENTITY_REF, revision: 2 });
    expect(getState).toHaveBeenCalledTimes(2);
    expect(renders).toEqual(before);

    quota = data({ ...states.quota, workloads: [] });
    await signals.send({ entityRef: ENTITY_REF, revision: 3 });
    expect(renders).toEqual({ ...before, quota: before.quota + 1 });
  });

  it('that come a moment later are told at once what was known, while it is read again', async () => {
    const getState = counting();
    const api = { getState };
    const wrapper = ({ children }: PropsWithChildren) => (
      <TestApiProvider apis={[[slipwayApiRef, api]]}>
        {children}
      </TestApiProvider>
    );
    const first = renderHook(() => useEntityState(ENTITY_REF), { wrapper });
    await pass(0);
    first.unmount();
    await pass(MINUTE);
    expect(getState).toHaveBeenCalledTimes(1);

    const second = renderHook(() => useEntityState(ENTITY_REF), { wrapper });
    expect(second.result.current.value?.revision).toBe(1);
    await pass(0);
    expect(second.result.current.value?.revision).toBe(2);
  });
});

describe('What was asked before the cards were there', () => {
  const askedOnce = (getState: SlipwayApi['getState']) => {
    const api = { getState } as SlipwayApi;
    const wrapper = ({ children }: PropsWithChildren) => (
      <TestApiProvider apis={[[slipwayApiRef, api]]}>
        {children}
      </TestApiProvider>
    );
    const open = () =>
      renderHook(() => useEntityState(ENTITY_REF), { wrapper });
    return { api, open };
  };

  it('is what they show at once, and is not asked for again', async () => {
    const getState = counting();
    const { api, open } = askedOnce(getState);
    askAhead(api, ENTITY_REF);
    askAhead(api, ENTITY_REF);
    await pass(0);
    const { result } = open();
    expect(result.current.value?.revision).toBe(1);
    await pass(0);
    expect(getState).toHaveBeenCalledTimes(1);
    await pass(MINUTE);
    expect(result.current.value?.revision).toBeGreaterThan(1);
  });

  it('is asked for again once nobody looks any more, and not before', async () => {
    const getState = counting();
    const { api, open } = askedOnce(getState);
    askAhead(api, ENTITY_REF);
    const first = open();
    await pass(0);
    askAhead(api, ENTITY_REF);
    expect(getState).toHaveBeenCalledTimes(1);

    // Something else is opened, which is no service.
    first.unmount();
    askAhead(api, ENTITY_REF);
    askAhead(api, ENTITY_REF);
    expect(getState).toHaveBeenCalledTimes(2);
    const second = open();
    await pass(0);
    expect(second.result.current.value?.revision).toBe(2);
    expect(getState).toHaveBeenCalledTimes(2);
  });

  it('is what they wait for while it is on its way', async () => {
    const answers: Array<(value: EntityState) => void> = [];
    const getState = jest.fn(
      () => new Promise<EntityState>(resolve => answers.push(resolve)),
    );
    const { api, open } = askedOnce(getState);
    askAhead(api, ENTITY_REF);
    const { result } = open();
    expect(result.current.value).toBeUndefined();
    answers[0](revision(1));
    await pass(0);
    expect(result.current.value?.revision).toBe(1);
    expect(getState).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['is old', ENTITY_REF, MINUTE],
    ['is of another entity', OTHER_REF, 0],
  ])('is asked for anew where it %s', async (_, of, later) => {
    const getState = counting();
    const { api, open } = askedOnce(getState);
    askAhead(api, of);
    await pass(later);
    const { result } = open();
    await pass(0);
    expect(result.current.value?.revision).toBe(2);
  });

  it('tells why it could not be read', async () => {
    const { api, open } = askedOnce(async () => {
      throw new Error('no');
    });
    askAhead(api, ENTITY_REF);
    await pass(0);
    const { result } = open();
    await pass(0);
    expect(result.current.error).toEqual(new Error('no'));
  });
});
