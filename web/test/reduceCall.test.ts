import { describe, expect, test } from "vitest";
import type { CallHappening } from "../src/call/CallEvent";
import { type CallState, initialState, type Phase } from "../src/call/CallState";
import { reduceCall } from "../src/call/reduceCall";

function play(happenings: CallHappening[], from: CallState = initialState, call = 1): CallState {
  return happenings.reduce((state, happening, index) => reduceCall(state, { ...happening, call, at: 1000 + index }), from);
}

const PRESSED: CallHappening = { type: "pressed" };
const OPENED: CallHappening = { type: "microphone-opened" };
const JOINED: CallHappening = { type: "joined", region: "eu" };
const LISTENING: CallHappening = { type: "agent-joined", state: "listening" };
const HANG_UP: CallHappening = { type: "closed", by: "you" };
const LOST: CallHappening = { type: "failed", error: { code: "network-lost" } };
const TO_LISTENING = [PRESSED, OPENED, JOINED, LISTENING];

const paths: Record<Phase, CallHappening[]> = {
  idle: [],
  "requesting-mic": [PRESSED],
  connecting: [PRESSED, OPENED],
  "waiting-agent": [PRESSED, OPENED, JOINED],
  listening: TO_LISTENING,
  thinking: [...TO_LISTENING, { type: "agent-joined", state: "thinking" }],
  speaking: [...TO_LISTENING, { type: "agent-joined", state: "speaking" }],
  reconnecting: [...TO_LISTENING, { type: "reconnecting" }],
  ended: [...TO_LISTENING, HANG_UP],
  failed: [...TO_LISTENING, LOST],
};
const phases = Object.keys(paths) as Phase[];
const active = phases.filter((phase) => !["idle", "ended", "failed"].includes(phase));
const over: Phase[] = ["idle", "ended", "failed"];
const inRoom = active.filter((phase) => phase !== "requesting-mic" && phase !== "connecting");

const everything: CallHappening[] = [
  OPENED, JOINED, LISTENING, HANG_UP, LOST,
  { type: "agent-left" }, { type: "agent-missing" }, { type: "reconnecting" }, { type: "reconnected" },
  { type: "agent-ending", reason: "x" }, { type: "closed", by: "agent" }, { type: "muted", muted: true },
  { type: "turn", turn: { turn: 1, initiator: "caller", outcome: "complete", interrupted: false } },
  { type: "microphone-lost", lost: true }, { type: "sound-blocked", blocked: true },
];

describe("phases", () => {
  test.each(phases)("path to %s arrives there", (phase) => {
    expect(play(paths[phase]).phase).toBe(phase);
  });

  test.each([
    ["requesting-mic", OPENED, "connecting"],
    ["connecting", OPENED, "connecting"],
    ["connecting", JOINED, "waiting-agent"],
    ["connecting", LISTENING, "connecting"],
    ["waiting-agent", { type: "agent-joined" }, "waiting-agent"],
    ["waiting-agent", { type: "agent-joined", state: "initializing" }, "waiting-agent"],
    ["waiting-agent", LISTENING, "listening"],
    ["waiting-agent", { type: "agent-missing" }, "failed"],
    ["listening", { type: "agent-missing" }, "listening"],
    ["listening", { type: "agent-joined" }, "listening"],
    ["listening", { type: "reconnected" }, "listening"],
    ["connecting", { type: "reconnecting" }, "connecting"],
    ["reconnecting", { type: "reconnected" }, "listening"],
    ["reconnecting", { type: "agent-joined", state: "speaking" }, "reconnecting"],
    ["reconnecting", { type: "agent-left" }, "reconnecting"],
    ["speaking", { type: "agent-left" }, "failed"],
    ["waiting-agent", { type: "agent-left" }, "waiting-agent"],
  ] as [Phase, CallHappening, Phase][])("%s + %o is %s", (from, happening, to) => {
    expect(play([...paths[from], happening]).phase).toBe(to);
  });

  test.each(active)("hanging up while %s ends the call", (phase) => {
    expect(play([...paths[phase], HANG_UP])).toMatchObject({ phase: "ended", end: { by: "you" } });
  });

  test.each(active)("a failure while %s fails the call", (phase) => {
    expect(play([...paths[phase], LOST])).toMatchObject({ phase: "failed", error: { code: "network-lost" } });
  });

  test.each(inRoom)("losing the connection while %s is reconnecting", (phase) => {
    expect(play([...paths[phase], { type: "reconnecting" }]).phase).toBe("reconnecting");
  });
});

describe("late events", () => {
  test.each(over.flatMap((phase) => everything.map((event) => [phase, event] as const)))("%s ignores %o", (phase, event) => {
    const state = play(paths[phase]);
    expect(play([event], state, state.call)).toBe(state);
  });

  test.each(everything)("an event of the call before is ignored: %o", (event) => {
    const second = play([PRESSED, OPENED, JOINED], play(paths.ended), 2);
    expect(play([event], second, 1)).toBe(second);
  });

  test("a second press during a call does nothing", () => {
    const state = play(TO_LISTENING);
    expect(play([PRESSED], state, 2)).toBe(state);
  });

  test.each(["ended", "failed"] as const)("a press after %s starts from scratch", (phase) => {
    const state = play([...paths[phase]]);
    expect(play([PRESSED], state, 2)).toEqual({ ...initialState, phase: "requesting-mic", call: 2 });
  });
});

describe("facts", () => {
  test("the agent may be there before the room has finished joining", () => {
    expect(play([PRESSED, OPENED, LISTENING, JOINED])).toMatchObject({ phase: "listening", region: "eu" });
  });

  test("the call time starts when the agent is ready and survives reconnects", () => {
    const state = play([...TO_LISTENING, { type: "reconnecting" }, { type: "reconnected" }]);
    expect(state.answeredAt).toBe(1003);
    expect(play([HANG_UP], state)).toMatchObject({ answeredAt: 1003, endedAt: 1000 });
  });

  test("an agent that is missing after a reconnect is waited for", () => {
    expect(play([...paths.reconnecting, { type: "agent-left" }, { type: "reconnected" }]).phase).toBe("waiting-agent");
  });

  test.each([
    [{ type: "agent-left" }],
    [LOST],
    [{ type: "closed", by: "service" }],
  ] as [CallHappening][])("after the agent announced the end, %o is the agent hanging up", (event) => {
    const state = play([...TO_LISTENING, { type: "agent-ending", reason: "completed" }, event]);
    expect(state).toMatchObject({ phase: "ended", end: { by: "agent", reason: "completed" } });
    expect(state.error).toBeUndefined();
  });

  test("hanging up first counts as the caller's, announced or not", () => {
    expect(play([...TO_LISTENING, { type: "agent-ending" }, HANG_UP]).end).toEqual({ by: "you", reason: undefined });
  });

  test("trouble with devices is forgotten when the call is over", () => {
    const state = play([...TO_LISTENING, { type: "microphone-lost", lost: true }, { type: "sound-blocked", blocked: true }]);
    expect(state).toMatchObject({ phase: "listening", microphoneLost: true, soundBlocked: true });
    expect(play([HANG_UP], state)).toMatchObject({ microphoneLost: false, soundBlocked: false });
  });

  test("an event that changes nothing returns the same state", () => {
    const state = play(TO_LISTENING);
    expect(play([LISTENING, { type: "muted", muted: false }], state)).toBe(state);
  });
});
