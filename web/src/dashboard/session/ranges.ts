import type { Phase, SpanRow, TurnDetail } from "../api/types";

/** A piece of the call, in milliseconds since it began. */
export interface Range {
  fromMs: number;
  toMs: number;
}

export const turnRange = (turn: Pick<TurnDetail, "offsetMs" | "lengthMs">): Range => ({ fromMs: turn.offsetMs, toMs: turn.offsetMs + turn.lengthMs });

export function phaseRange(turn: Pick<TurnDetail, "offsetMs">, phase: Phase): Range {
  const [a, b] = [phase.startMs, phase.startMs + phase.durationMs];
  return { fromMs: turn.offsetMs + Math.min(a, b), toMs: turn.offsetMs + Math.max(a, b) };
}

/** The part of a turn's time line that its silence is: from the last word of the caller to the first sound of the agent. */
export function silenceRange(turn: Pick<TurnDetail, "offsetMs" | "marks" | "heardSilenceMs">): Range | undefined {
  const at = (name: string) => turn.marks.find((mark) => mark.name === name)?.atMs;
  const [from, to] = [at("speech_ended"), at("playout_started")];
  return turn.heardSilenceMs !== null && from !== undefined && to !== undefined
    ? { fromMs: turn.offsetMs + from, toMs: turn.offsetMs + to }
    : undefined;
}

/**
 * The span a phase was made from: the one that covers it with the least left over. The root covers everything and so is
 * the last choice.
 */
export function spanOfPhase(turn: Pick<TurnDetail, "spans" | "startedAt">, phase: Phase): SpanRow | undefined {
  const began = new Date(turn.startedAt).getTime();
  let best: { span: SpanRow; fit: number } | undefined;
  for (const span of turn.spans) {
    const start = new Date(span.startedAt).getTime() - began;
    const overlap = Math.min(start + span.durationMs, phase.startMs + phase.durationMs) - Math.max(start, phase.startMs);
    const union = Math.max(start + span.durationMs, phase.startMs + phase.durationMs) - Math.min(start, phase.startMs);
    // A tool is known by its name, whatever else ran at the same time.
    const named = phase.name === "tool" && phase.detail !== null && span.name.endsWith(phase.detail) ? 1 : 0;
    const fit = named + (overlap > 0 && union > 0 ? overlap / union : 0);
    if (fit > 0 && (!best || fit > best.fit)) {
      best = { span, fit };
    }
  }

  return best?.span;
}

export interface Move {
  /** Turn before which the call moved. */
  turn: number;
  atMs: number;
  text: string;
}

/** Where another agent or region took the call over. */
export function moves(turns: readonly Pick<TurnDetail, "index" | "offsetMs" | "generation" | "region">[]): Move[] {
  const found: Move[] = [];
  for (let index = 1; index < turns.length; index++) {
    const [before, after] = [turns[index - 1]!, turns[index]!];
    const moved = before.region !== after.region && after.region !== null;
    if (after.generation !== before.generation || moved) {
      const region = moved ? `, ${before.region ?? "unknown region"} to ${after.region}` : "";
      found.push({ turn: after.index, atMs: after.offsetMs, text: `Generation ${after.generation}${region}` });
    }
  }

  return found;
}
