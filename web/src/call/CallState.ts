import type { CallError } from "./CallError";

export type Phase =
  | "idle"
  | "requesting-mic"
  | "connecting"
  | "waiting-agent"
  | "listening"
  | "thinking"
  | "speaking"
  | "reconnecting"
  | "ended"
  | "failed";

/** Values of the participant attribute lk.agent.state. */
export type AgentState = "initializing" | "listening" | "thinking" | "speaking";

/** Facts of one turn as the agent measured them. */
export interface TurnFacts {
  turn: number;
  initiator: string;
  outcome: string;
  /** Silence the caller heard before the answer, in milliseconds on the audio clock; undefined when the turn had none. */
  heardSilenceMs?: number;
  interrupted: boolean;
}

export interface CallEnd {
  by: "you" | "agent" | "service";
  reason?: string;
}

export interface CallState {
  phase: Phase;
  /** Number of the call on this page; events of another call are ignored. */
  call: number;
  /** Undefined while no agent is in the room. */
  agent?: AgentState;
  region?: string;
  /** Times in milliseconds since the epoch. */
  answeredAt?: number;
  endedAt?: number;
  /** Set once the agent said that it is about to hang up. */
  ending?: { reason?: string };
  end?: CallEnd;
  error?: CallError;
  turn?: TurnFacts;
  muted: boolean;
  microphoneLost: boolean;
  soundBlocked: boolean;
}

export const initialState: CallState = { phase: "idle", call: 0, muted: false, microphoneLost: false, soundBlocked: false };

export function isOver(phase: Phase): boolean {
  return phase === "idle" || phase === "ended" || phase === "failed";
}

/** True from the moment the room is joined until the call is over. */
export function isInRoom(phase: Phase): boolean {
  return !isOver(phase) && phase !== "requesting-mic" && phase !== "connecting";
}
