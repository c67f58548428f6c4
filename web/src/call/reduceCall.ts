import type { CallError } from "./CallError";
import type { CallEvent } from "./CallEvent";
import { type AgentState, type CallEnd, type CallState, initialState, isInRoom, isOver, type Phase } from "./CallState";

/** The whole life of a call as a pure function. Returns the same object when the event changes nothing. */
export function reduceCall(state: CallState, event: CallEvent): CallState {
  if (event.type === "pressed") {
    return isOver(state.phase) && event.call > state.call ? { ...initialState, phase: "requesting-mic", call: event.call } : state;
  }
  // Rooms and timers report late; what belongs to a finished call must not touch the next one.
  if (event.call !== state.call || isOver(state.phase)) {
    return state;
  }

  switch (event.type) {
    case "microphone-opened":
      return state.phase === "requesting-mic" ? { ...state, phase: "connecting" } : state;
    case "joined":
      return state.phase === "connecting" ? withAgent({ ...state, region: event.region, phase: "waiting-agent" }, state.agent, event.at) : state;
    case "agent-joined":
      return withAgent(state, event.state ?? state.agent ?? "initializing", event.at);
    case "agent-left":
      return agentLeft(state, event.at);
    case "agent-missing":
      return state.phase === "waiting-agent" ? fail(state, { code: "agent-gone" }, event.at) : state;
    case "reconnecting":
      return isInRoom(state.phase) ? { ...state, phase: "reconnecting" } : state;
    case "reconnected":
      return state.phase === "reconnecting" ? withAgent({ ...state, phase: "waiting-agent" }, state.agent, event.at) : state;
    case "moved":
      return state.region === event.region ? state : { ...state, region: event.region };
    case "moving":
    case "pong":
      return state;
    case "agent-ending":
      return { ...state, ending: { reason: event.reason } };
    case "closed":
      return close(state, { by: event.by, reason: event.reason }, event.at);
    case "failed":
      return fail(state, event.error, event.at);
    case "turn":
      return { ...state, turn: event.turn };
    case "muted":
      return state.muted === event.muted ? state : { ...state, muted: event.muted };
    case "microphone-lost":
      return state.microphoneLost === event.lost ? state : { ...state, microphoneLost: event.lost };
    case "sound-blocked":
      return state.soundBlocked === event.blocked ? state : { ...state, soundBlocked: event.blocked };
  }
}

function withAgent(state: CallState, agent: AgentState | undefined, at: number): CallState {
  // Joining and reconnecting end by their own events; until then the agent's state is only remembered.
  const phase = isInRoom(state.phase) && state.phase !== "reconnecting" ? phaseFor(agent) : state.phase;
  if (phase === state.phase && agent === state.agent) {
    return state;
  }
  const answered = phase === "listening" || phase === "thinking" || phase === "speaking";
  return { ...state, agent, phase, answeredAt: state.answeredAt ?? (answered ? at : undefined) };
}

function phaseFor(agent: AgentState | undefined): Phase {
  return agent === undefined || agent === "initializing" ? "waiting-agent" : agent;
}

function agentLeft(state: CallState, at: number): CallState {
  if (state.agent === undefined) {
    return state;
  }
  // While the room is joined anew everybody seems to leave; the agent has time to show up again.
  if (state.phase === "reconnecting" || state.phase === "connecting") {
    return { ...state, agent: undefined };
  }
  return fail(state, { code: "agent-gone" }, at);
}

function fail(state: CallState, error: CallError, at: number): CallState {
  // An agent that announced the end and then vanishes has hung up, in whatever order the news arrive.
  if (state.ending && (error.code === "agent-gone" || error.code === "network-lost")) {
    return close(state, { by: "agent" }, at);
  }
  return { ...state, phase: "failed", agent: undefined, error, endedAt: at, microphoneLost: false, soundBlocked: false };
}

function close(state: CallState, end: CallEnd, at: number): CallState {
  const announced = state.ending && end.by !== "you";
  return {
    ...state,
    phase: "ended",
    agent: undefined,
    end: announced ? { by: "agent", reason: end.reason ?? state.ending?.reason } : end,
    endedAt: at,
    microphoneLost: false,
    soundBlocked: false,
  };
}
