import type { Budget, Phase, PhaseName } from "../api/types";
import { duration } from "../ui/format";
import { phaseLabel, phaseWords, totals } from "./phases";

interface Props {
  phases: Phase[];
  /** What the whole width stands for. */
  scaleMs: number;
  /** Where the bar begins on the scale; the first phase's start by default. */
  fromMs?: number;
  budgets?: Budget[] | undefined;
  selected?: number | undefined;
  choose?: ((index: number) => void) | undefined;
  /** About how wide the bar is drawn, in pixels: a word is only written where it fits. */
  widthPx?: number;
}

const letterPx = 6.5;
const paddingPx = 14;

/** Phases on one scale. Each has a pattern and, where there is room, a word; a negative one is drawn as the fault it is. */
export function PhaseBar({ phases, scaleMs, fromMs = phases[0]?.startMs ?? 0, budgets, selected, choose, widthPx = 300 }: Props) {
  const share = (ms: number) => `${Math.max(0, Math.min(100, (ms / scaleMs) * 100))}%`;
  const place = (phase: Phase) => ({
    left: share(Math.min(phase.startMs, phase.startMs + phase.durationMs) - fromMs),
    width: share(Math.abs(phase.durationMs)),
  });
  const look = (phase: Phase) => `phase phase-${phase.name}${phase.durationMs < 0 ? " phase-negative" : ""}`;
  const word = (phase: Phase) => {
    const roomPx = (Math.abs(phase.durationMs) / scaleMs) * widthPx - paddingPx;
    return [phase.detail, phaseWords[phase.name].short].find((text) => text && text.length * letterPx < roomPx) ?? "";
  };
  const text = (phase: Phase) => `${phaseLabel(phase)} ${duration(phase.durationMs)}`;
  const lines = budgets?.filter((budget) => budget.ms < scaleMs).map((budget) => (
    <span key={budget.name} class="budget-line" style={{ left: share(budget.ms) }} title={`${budget.name}: ${duration(budget.ms)}`} />
  ));

  return choose ? (
    <div class="phase-bar" role="group" aria-label="Phases">
      {lines}
      {phases.map((phase, index) => (
        <button
          key={index}
          type="button"
          class={look(phase)}
          style={place(phase)}
          title={text(phase)}
          aria-label={text(phase)}
          aria-pressed={selected === index}
          onClick={() => choose(index)}
        >
          <span aria-hidden="true">{word(phase)}</span>
        </button>
      ))}
    </div>
  ) : (
    <div class="phase-bar" role="img" aria-label={totals(phases).map((sum) => `${phaseLabel(sum.phase)} ${duration(sum.ms)}`).join(", ") || "No phases"}>
      {lines}
      {phases.map((phase, index) => <span key={index} class={look(phase)} style={place(phase)} title={text(phase)}><span>{word(phase)}</span></span>)}
    </div>
  );
}

export function PhaseLegend({ of }: { of: readonly PhaseName[] }) {
  return (
    <ul class="legend" aria-label="Phases">
      {of.map((name) => (
        <li key={name} title={phaseWords[name].means}>
          <span class={`swatch phase-${name}`} aria-hidden="true" />
          {phaseWords[name].name}
        </li>
      ))}
    </ul>
  );
}
