import type { Medians, Phase, TurnDetail } from "../api/types";
import { phaseLabel, totals } from "../turns/phases";
import { duration } from "../ui/format";

export interface PhaseComparison {
  label: string;
  phase: Phase;
  ms: number;
  session: { ms: number; n: number } | undefined;
  fleet: { ms: number; n: number } | undefined;
}

/** Each phase of a turn against what it usually takes, here and everywhere. */
export function comparePhases(turn: Pick<TurnDetail, "phases">, medians: { session: Medians; fleet: Medians }): PhaseComparison[] {
  return totals(turn.phases).map(({ phase, ms }) => {
    const key = phase.detail ? `${phase.name} ${phase.detail}` : phase.name;
    return { label: phaseLabel(phase), phase, ms, session: medians.session[key], fleet: medians.fleet[key] };
  });
}

/** The headline of a turn, in words: what it was slow for, or that it was not. */
export function whySlow(turn: Pick<TurnDetail, "heardSilenceMs" | "cause" | "outcome" | "initiator">, medians: { session: Medians; fleet: Medians }): string {
  if (turn.heardSilenceMs === null) {
    if (turn.outcome === "in_progress") {
      return "In progress: nothing to judge yet.";
    }

    return turn.initiator === "agent" ? "The agent began; nobody waited for an answer." : "No answer was heard, so there is no silence to measure.";
  }

  if (turn.heardSilenceMs < 0) {
    return `${duration(turn.heardSilenceMs)} cannot be: the marks contradict one another, so no cause is named.`;
  }

  if (turn.cause) {
    return `Slow for ${turn.cause.name}: ${duration(turn.cause.ms)}, where the ${turn.cause.against === "session" ? "session's" : "fleet's"} median is ${duration(turn.cause.medianMs)} (n ${turn.cause.n}).`;
  }

  return `Not slow: ${usual(turn.heardSilenceMs, medians)}.`;
}

function usual(ms: number, medians: { session: Medians; fleet: Medians }): string {
  const parts = (["session", "fleet"] as const).flatMap((side) => {
    const median = medians[side]["heard_silence"];
    return median ? [`${duration(median.ms)} in ${side === "session" ? "this session" : "the fleet"} (n ${median.n})`] : [];
  });
  return parts.length > 0 ? `${duration(ms)}, against a median of ${parts.join(" and ")}` : duration(ms);
}

/** `+2.58 s`, `−40 ms`, `as usual`. */
export function difference(ms: number, median: { ms: number } | undefined): string {
  if (!median) {
    return "–";
  }

  const delta = ms - median.ms;
  return Math.abs(delta) < 0.5 ? "as usual" : `${delta > 0 ? "+" : ""}${duration(delta)}`;
}
