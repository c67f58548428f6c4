import type { CallHappening } from "./CallEvent";
import type { AgentState, TurnFacts } from "./CallState";

const AGENT_STATES: readonly string[] = ["initializing", "listening", "thinking", "speaking"];

const MAX_PONG_BYTES = 256;

/** Reads the attribute lk.agent.state; undefined for absent or unknown values. */
export function parseAgentState(value: string | undefined): AgentState | undefined {
  return value !== undefined && AGENT_STATES.includes(value) ? (value as AgentState) : undefined;
}

/** Reads a message of the topic edgevoice.turn; undefined when it is not one. */
export function parseTurn(text: string): TurnFacts | undefined {
  const message = parseObject(text);
  if (!message || typeof message.turn !== "number") {
    return undefined;
  }
  const silence = message.heardSilenceMs;
  return {
    turn: message.turn,
    initiator: asText(message.initiator) ?? "",
    outcome: asText(message.outcome) ?? "",
    heardSilenceMs: typeof silence === "number" && Number.isFinite(silence) ? silence : undefined,
    interrupted: message.interrupted === true,
  };
}

/** Reads a message of the topic edgevoice.call; undefined when it says nothing about what becomes of the call. */
export function parseCallNotice(text: string): CallHappening | undefined {
  const message = parseObject(text);
  const reason = asText(message?.reason);
  switch (message?.state) {
    case "ending":
      return { type: "agent-ending", reason };
    case "ended":
      return { type: "closed", by: "agent", reason };
    case "moving":
      return { type: "moving" };
    default:
      return undefined;
  }
}

/** Reads a packet of the topic edgevoice.pong; undefined when it is not one. */
export function parsePong(packet: Uint8Array): Extract<CallHappening, { type: "pong" }> | undefined {
  const message = packet.length <= MAX_PONG_BYTES ? parseObject(new TextDecoder().decode(packet)) : undefined;
  return typeof message?.n === "number" && typeof message.generation === "number"
    ? { type: "pong", n: message.n, generation: message.generation }
    : undefined;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 120) : undefined;
}
