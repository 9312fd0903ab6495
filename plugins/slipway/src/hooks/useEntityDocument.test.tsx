import type { PropsWithChildren } from 'react';
import { act, renderHook } from '@testing-library/react';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type {
  DeploymentsResponse,
  SlipwaySignal,
} from '@slipway/plugin-slipway-common';
import { slipwayApiRef, type SlipwayApi } from '../api';
import {
  documentOf,
  ENTITY_REF,
  environment,
} from '../__testUtils__/documents';
import { useDeployments } from './useEntityDocument';

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
  getDeployments: SlipwayApi['getDeployments'],
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
          [slipwayApiRef, { getDeployments }],
          [signalApiRef, signals.api],
        ]}
      >
        {children}
      </TestApiProvider>
    ) : (
      <TestApiProvider apis={[[slipwayApiRef, { getDeployments }]]}>
        {children}
      </TestApiProvider>
    );
  return renderHook(({ of }) => useDeployments(of), {
    wrapper,
    initialProps: { of: entityRef as string | undefined },
  });
}

const pass = (milliseconds: number) =>
  act(() => jest.advanceTimersByTimeAsync(milliseconds));

const revision = (number: number): DeploymentsResponse => ({
  ...documentOf(environment('dev')),
  revision: number,
});

/** Answers each reading with the next revision. */
function counting() {
  let last = 0;
  return jest.fn<
    Promise<DeploymentsResponse>,
    Parameters<SlipwayApi['getDeployments']>
  >(async () => revision(++last));
}

/** A reading of which nothing comes until the test says so. */
function held() {
  const answers: Array<(value: DeploymentsResponse) => void> = [];
  const signals: AbortSignal[] = [];
  const getDeployments: SlipwayApi['getDeployments'] = (_, options) =>
    new Promise(resolve => {
      answers.push(resolve);
      signals.push(options!.signal!);
    });
  return { answers, signals, getDeployments: jest.fn(getDeployments) };
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
    const answers: ((value: DeploymentsResponse) => void)[] = [];
    const getDeployments = jest.fn(
      () => new Promise<DeploymentsResponse>(resolve => answers.push(resolve)),
    );
    const { result } = look(getDeployments, { signals });
    for (let number = 1; number <= 50; number++) {
      await signals.send({ entityRef: ENTITY_REF, revision: number });
    }
    expect(getDeployments).toHaveBeenCalledTimes(1);

    await act(async () => answers[0](revision(1)));
    expect(result.current.value?.revision).toBe(1);
    expect(getDeployments).toHaveBeenCalledTimes(2);

    await act(async () => answers[1](revision(50)));
    expect(result.current.value?.revision).toBe(50);
    expect(getDeployments).toHaveBeenCalledTimes(2);
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
      Promise<DeploymentsResponse>,
      Parameters<SlipwayApi['getDeployments']>
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
    const { answers, getDeployments, signals } = held();
    const { result } = look(getDeployments);
    await pass(40_000);

    expect(result.current.error).toBeDefined();
    expect(signals[0].aborted).toBe(true);
    expect(getDeployments.mock.calls.length).toBeGreaterThan(1);

    await act(async () => answers[answers.length - 1](revision(4)));
    expect(result.current).toMatchObject({ value: { revision: 4 } });
    expect(result.current.error).toBeUndefined();
  });

  it('is given up, and none follows, when nobody looks any more', async () => {
    const { getDeployments, signals } = held();
    const { unmount } = look(getDeployments);
    await pass(0);
    expect(signals[0].aborted).toBe(false);

    unmount();
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    await pass(10 * MINUTE);
    expect(getDeployments).toHaveBeenCalledTimes(signals.length);
    expect(signals).toHaveLength(1);
  });

  it('of the entity before never shows on the next', async () => {
    const { answers, getDeployments } = held();
    const { rerender, result } = look(getDeployments);
    await pass(0);
    rerender({ of: OTHER_REF });
    await pass(0);
    expect(getDeployments).toHaveBeenLastCalledWith(
      OTHER_REF,
      expect.anything(),
    );

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
