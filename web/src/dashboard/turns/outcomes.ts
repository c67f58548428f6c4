import type { TurnOutcome } from "../api/types";
import type { Tone } from "../ui/Badge";

export const outcomeWords: Record<TurnOutcome, { name: string; tone: Tone }> = {
  in_progress: { name: "in progress", tone: "info" },
  complete: { name: "complete", tone: "plain" },
  interrupted: { name: "interrupted", tone: "warn" },
  no_input: { name: "no input", tone: "plain" },
  tool_error: { name: "tool error", tone: "bad" },
  model_error: { name: "model error", tone: "bad" },
  session_closed: { name: "session closed", tone: "plain" },
  unknown: { name: "end unknown", tone: "warn" },
};

export const outcomes = Object.keys(outcomeWords) as TurnOutcome[];
