import type { CallError } from "./CallError";
import type { AgentState, CallEnd, TurnFacts } from "./CallState";

/** What can happen to a call, without the number of the call and the time. */
export type CallHappening =
  | { type: "pressed" }
  | { type: "microphone-opened" }
  | { type: "joined"; region: string }
  | { type: "agent-joined"; state?: AgentState }
  | { type: "agent-left" }
  | { type: "agent-missing" }
  | { type: "reconnecting" }
  | { type: "reconnected" }
  | { type: "moved"; region: string }
  | { type: "moving" }
  | { type: "pong"; n: number; generation: number }
  | { type: "agent-ending"; reason?: string }
  | { type: "closed"; by: CallEnd["by"]; reason?: string }
  | { type: "failed"; error: CallError }
  | { type: "turn"; turn: TurnFacts }
  | { type: "muted"; muted: boolean }
  | { type: "microphone-lost"; lost: boolean }
  | { type: "sound-blocked"; blocked: boolean };

/** `at` is in milliseconds since the epoch. */
export type CallEvent = CallHappening & { call: number; at: number };
