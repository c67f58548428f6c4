const steps = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];

/** Round places on a time line, at most about as many as wanted. */
export function ticks(fromMs: number, toMs: number, wanted = 10): number[] {
  const step = steps.find((size) => (toMs - fromMs) / size <= wanted) ?? steps.at(-1)!;
  const first = Math.ceil(fromMs / step) * step;
  const found: number[] = [];
  for (let ms = first; ms <= toMs && found.length <= wanted * 4; ms += step) {
    found.push(ms);
  }

  return found;
}
