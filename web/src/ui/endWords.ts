import type { CallEnd } from "../call/CallState";
import { plainWords } from "./plainWords";

const REASONS: Record<string, string> = {
  "caller silent": "The agent heard nothing from you for a while and hung up.",
  "longest call": "The call had reached its longest length, and the agent hung up.",
  "provider unavailable": "The agent lost its voice model and had to hang up.",
  drained: "The agent was taken down for maintenance. Call again to reach another.",
  failed: "The agent ran into a fault and had to hang up.",
  "caller hung up": "You hung up.",
};

// Ends that need no explanation.
const ORDINARY: readonly string[] = ["", "completed", "complete", "agent hung up", "hang up", "hangup", "goodbye", "room closed"];

/** Why a call ended, in one sentence. `answered` is false when the agent never spoke. */
export function endWords(end: CallEnd | undefined, answered: boolean): string {
  if (end?.by === "you") {
    return answered ? "You hung up." : "You hung up before the agent answered.";
  }
  const reason = plainWords(end?.reason ?? "");
  const known = REASONS[reason];
  if (known) {
    return known;
  }
  const who = end?.by === "agent" ? "The agent hung up" : "The service closed the call";
  return ORDINARY.includes(reason) ? `${who}.` : `${who}: ${reason}.`;
}
