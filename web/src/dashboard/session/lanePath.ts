/** Half of a lane's height in the drawing's units. */
export const laneHalf = 50;

/**
 * The outline of a waveform, one unit wide per peak, mirrored around zero. Where nothing was kept there is nothing: a gap
 * must not look like silence, which is a line.
 */
export function lanePath(peaks: readonly (number | null)[]): string {
  const parts: string[] = [];
  let start = -1;
  for (let index = 0; index <= peaks.length; index++) {
    const kept = index < peaks.length && peaks[index] !== null;
    if (kept && start < 0) {
      start = index;
    } else if (!kept && start >= 0) {
      parts.push(outline(peaks.slice(start, index) as number[], start));
      start = -1;
    }
  }

  return parts.join("");
}

// 0.8: voices are loud for moments only; the root lets the rest be seen. At least a hair, so that silence is a line.
const reach = (peak: number) => Math.max(0.6, Math.min(1, peak) ** 0.8 * laneHalf);

function outline(peaks: number[], start: number): string {
  const point = (index: number, sign: number) => `${start + index} ${(laneHalf + sign * reach(peaks[index] ?? 0)).toFixed(1)}`;
  const upper = peaks.map((_, index) => point(index, -1));
  const lower = peaks.map((_, index) => point(peaks.length - 1 - index, 1));
  return `M${upper.join("L")}L${lower.join("L")}Z`;
}
