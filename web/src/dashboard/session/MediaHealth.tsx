import type { MediaSample } from "../api/types";
import { duration, position } from "../ui/format";
import type { Range } from "./ranges";

type Figure = Exclude<keyof MediaSample, "atMs">;

const rows: { figure: Figure; name: string; text: (value: number) => string; least: number }[] = [
  { figure: "callerJitterMs", name: "Jitter", text: duration, least: 30 },
  { figure: "callerLossPercent", name: "Loss", text: (value) => `${value.toFixed(1)} %`, least: 5 },
  { figure: "callerRttMs", name: "Round trip", text: duration, least: 200 },
  { figure: "jitterBufferMs", name: "Jitter buffer", text: duration, least: 200 },
  { figure: "playoutBufferMs", name: "Play-out buffer", text: duration, least: 400 },
];

/** The caller's media beside the turns, on the same time line: whether the network or the agent was late. */
export function MediaHealth({ samples, shown }: { samples: MediaSample[]; shown: Range }) {
  const known = rows.filter((row) => samples.some((sample) => sample[row.figure] !== null));
  return (
    <div class="media" data-testid="media">
      {known.map((row) => <MediaRow key={row.figure} {...row} samples={samples} shown={shown} />)}
    </div>
  );
}

function MediaRow({ figure, name, text, least, samples, shown }: (typeof rows)[number] & { samples: MediaSample[]; shown: Range }) {
  const values = samples.flatMap((sample) => {
    const value = sample[figure];
    return value === null ? [] : [{ atMs: sample.atMs, value }];
  });
  const worst = values.reduce((most, sample) => (sample.value > most.value ? sample : most), values[0]!);
  // A scale of its own per row, but never so fine that noise looks like trouble.
  const top = Math.max(least, worst.value);
  const lengthMs = Math.max(1, shown.toMs - shown.fromMs);
  const points = values.map((sample) => `${(((sample.atMs - shown.fromMs) / lengthMs) * 1000).toFixed(1)},${(22 - (sample.value / top) * 20).toFixed(1)}`);
  const label = `${name}: at most ${text(worst.value)}, at ${position(worst.atMs)}`;
  return (
    <div class="media-row" title={label}>
      <span class="media-name">{name}, max {text(worst.value)}</span>
      <svg viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" aria-label={label}><polyline points={points.join(" ")} /></svg>
    </div>
  );
}
