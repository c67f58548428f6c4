import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RetryCountdown } from "../src/call/RetryCountdown";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("counts whole seconds down to zero and stops", () => {
  const countdown = new RetryCountdown();
  const seen = new Set<number>();
  countdown.start(3000, (left) => seen.add(left));
  vi.advanceTimersByTime(3000);
  expect([...seen]).toEqual([3, 2, 1, 0]);
  expect(vi.getTimerCount()).toBe(0);
});

test("no wait is over at once", () => {
  const ticks: number[] = [];
  new RetryCountdown().start(0, (left) => ticks.push(left));
  expect(ticks).toEqual([0]);
  expect(vi.getTimerCount()).toBe(0);
});

test("a new start replaces the old countdown", () => {
  const countdown = new RetryCountdown();
  const old: number[] = [];
  countdown.start(60_000, (left) => old.push(left));
  countdown.start(1000, () => undefined);
  vi.advanceTimersByTime(1000);
  expect(old).toEqual([60]);
  expect(countdown.secondsLeft).toBe(0);
});

test("a tab that slept past the end has no seconds left", () => {
  const countdown = new RetryCountdown();
  countdown.start(5000, () => undefined);
  vi.setSystemTime(Date.now() + 60_000);
  expect(countdown.secondsLeft).toBe(0);
});
