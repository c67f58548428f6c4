import type { TurnFacts } from "../call/CallState";
import { plainWords } from "./plainWords";

const OUTCOMES: Record<string, string> = {
  complete: "Complete",
  "no input": "No words heard",
  "tool error": "A tool failed",
  "model error": "The model failed",
  "session closed": "Cut short by the end of the call",
};

/** How a turn went. */
export function turnWords(turn: TurnFacts): string {
  const outcome = plainWords(turn.outcome);
  if (turn.interrupted || outcome === "interrupted") {
    return "You cut in";
  }
  return OUTCOMES[outcome] ?? (outcome === "" ? `Turn ${turn.turn}` : outcome.charAt(0).toUpperCase() + outcome.slice(1));
}
