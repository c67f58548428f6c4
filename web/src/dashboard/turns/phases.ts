import type { Phase, PhaseName, TurnRow } from "../api/types";

/** The words for the phases, in the order in which a turn has them. */
export const phaseWords: Record<PhaseName, { name: string; short: string; means: string }> = {
  user_speech: { name: "User speech", short: "speech", means: "The caller speaks." },
  endpointing: { name: "Endpointing", short: "endpointing", means: "From the end of speech to the decision that it had ended." },
  model_wait: { name: "Model wait", short: "model", means: "From that decision to the provider's first audio." },
  tool: { name: "Tool", short: "tool", means: "A tool ran and nothing was heard." },
  playout: { name: "First audio to play-out", short: "play-out", means: "From the provider's first audio to the first sound the caller heard." },
  agent_speech: { name: "Agent speech", short: "agent", means: "The caller hears the agent." },
  other: { name: "Other", short: "other", means: "No mark explains this time." },
  media_path: { name: "Media path", short: "media", means: "Sound is on its way to the agent and back to the caller's ear." },
};

/** What a turn can consist of. */
export const turnPhases: PhaseName[] = ["user_speech", "endpointing", "model_wait", "tool", "playout", "agent_speech", "other"];

/** What a silence can consist of. */
export const silencePhases: PhaseName[] = ["endpointing", "model_wait", "tool", "playout", "media_path", "other"];

export function phaseLabel(phase: Pick<Phase, "name" | "detail">): string {
  return phase.detail ? `${phaseWords[phase.name].name} ${phase.detail}` : phaseWords[phase.name].name;
}

/**
 * The part of a turn in which the caller heard nothing: what lies between the caller's and the agent's speech, and the
 * way of both. Empty when nobody waited.
 */
export function silence(turn: Pick<TurnRow, "phases" | "heardSilenceMs" | "mediaPathMs">): Phase[] {
  if (turn.heardSilenceMs === null) {
    return [];
  }

  const speech = turn.phases.findLastIndex((phase, index) => phase.name === "user_speech" && index < firstAnswer(turn.phases));
  const phases = turn.phases.slice(speech + 1, firstAnswer(turn.phases));
  const last = phases.at(-1);
  return turn.mediaPathMs === null || last === undefined
    ? phases
    : [...phases, { name: "media_path", detail: null, startMs: last.startMs + last.durationMs, durationMs: turn.mediaPathMs }];
}

function firstAnswer(phases: Phase[]): number {
  const index = phases.findIndex((phase) => phase.name === "agent_speech");
  return index < 0 ? phases.length : index;
}

/** Phases of the same name added up, in the order of their first appearance. */
export function totals(phases: Phase[]): { phase: Phase; ms: number }[] {
  const sums = new Map<string, { phase: Phase; ms: number }>();
  for (const phase of phases) {
    const key = phaseLabel(phase);
    const sum = sums.get(key);
    sums.set(key, { phase: sum?.phase ?? phase, ms: (sum?.ms ?? 0) + phase.durationMs });
  }

  return [...sums.values()];
}
