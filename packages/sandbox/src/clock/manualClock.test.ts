import { ManualClock } from './manualClock';
import { setRepeatingTimer } from './clock';

const start = new Date('2026-01-01T00:00:00Z');

describe('A clock that is turned', () => {
  it('fires timers in order, each at its own time, and waits for what they set off', async () => {
    const clock = new ManualClock(start);
    const seen: string[] = [];
    let pending = 0;
    clock.settleWith(async () => {
      while (pending > 0) {
        await Promise.resolve();
      }
    });
    const at = () => (clock.now().getTime() - start.getTime()) / 1000;
    clock.setTimer(2000, () => seen.push(`second ${at()}`));
    clock.setTimer(1000, () => {
      pending += 1;
      void Promise.resolve().then(() => {
        seen.push(`first ${at()}`);
        clock.setTimer(500, () => seen.push(`between ${at()}`));
        pending -= 1;
      });
    });
    const off = clock.setTimer(1500, () => seen.push('never'));
    off();
    await clock.advance(5000);
    expect(seen).toEqual(['first 1', 'between 1.5', 'second 2']);
    expect(at()).toBe(5);
  });

  it('follows another clock once it is let go, and timers keep what they still had to wait', async () => {
    const other = new ManualClock(new Date('2030-01-01T00:00:00Z'));
    const clock = new ManualClock(start, other);
    let fired = 0;
    clock.setTimer(10_000, () => (fired += 1));
    await clock.advance(4000);
    clock.letGo();
    expect(clock.now()).toEqual(other.now());
    await other.advance(5999);
    expect(fired).toBe(0);
    await other.advance(1);
    expect(fired).toBe(1);
  });

  it('repeats until called off', async () => {
    const clock = new ManualClock(start);
    let count = 0;
    const off = setRepeatingTimer(clock, 1000, () => (count += 1));
    await clock.advance(3500);
    off();
    await clock.advance(3000);
    expect(count).toBe(3);
  });
});
