import { ConnectionError, DisconnectReason } from "livekit-client";
import { describe, expect, test } from "vitest";
import { parseAgentState, parseCallNotice, parsePong, parseTurn } from "../src/call/messages";
import { microphoneError } from "../src/call/microphone";
import { connectError, roomClosed } from "../src/call/roomErrors";
import { levelOf, smooth } from "../src/audio/levelScale";

describe("text streams", () => {
  test.each([
    ['{"turn":2,"initiator":"caller","outcome":"complete","heardSilenceMs":640,"interrupted":false}', { turn: 2, initiator: "caller", outcome: "complete", heardSilenceMs: 640, interrupted: false }],
    ['{"turn":0,"initiator":"agent","outcome":"complete","heardSilenceMs":null}', { turn: 0, initiator: "agent", outcome: "complete", heardSilenceMs: undefined, interrupted: false }],
    ['{"turn":1,"heardSilenceMs":0,"interrupted":"yes"}', { turn: 1, initiator: "", outcome: "", heardSilenceMs: 0, interrupted: false }],
    ['{"outcome":"complete"}', undefined],
    ["[]", undefined],
    ["null", undefined],
    ["not json", undefined],
  ])("turn %s", (text, expected) => {
    expect(parseTurn(text)).toEqual(expected);
  });

  test.each([
    ['{"state":"ending","reason":"caller_silent"}', { type: "agent-ending", reason: "caller_silent" }],
    ['{"state":"ended"}', { type: "closed", by: "agent", reason: undefined }],
    ['{"state":"started"}', undefined],
    ["", undefined],
  ])("call %s", (text, expected) => {
    expect(parseCallNotice(text)).toEqual(expected);
  });

  test.each([["speaking", "speaking"], ["dancing", undefined], [undefined, undefined]])("agent state %s", (value, expected) => {
    expect(parseAgentState(value)).toBe(expected);
  });
});

describe("faults", () => {
  test.each([
    [ConnectionError.notAllowed("wss://x?access_token=secret", 401), "token-expired"],
    [ConnectionError.notAllowed("no", 403), "failed"],
    [ConnectionError.serverUnreachable("gone"), "unreachable"],
    [ConnectionError.timeout("slow"), "unreachable"],
    [ConnectionError.websocket("gone"), "unreachable"],
    [ConnectionError.internal("odd"), "failed"],
    [new Error("access_token=secret"), "failed"],
  ])("connect: %s", (error, code) => {
    const result = connectError(error);
    expect(result.code).toBe(code);
    expect(JSON.stringify(result)).not.toContain("secret");
  });

  test.each([
    [DisconnectReason.ROOM_DELETED, { type: "closed", by: "service" }],
    [DisconnectReason.PARTICIPANT_REMOVED, { type: "closed", by: "service" }],
    [DisconnectReason.CLIENT_INITIATED, { type: "closed", by: "you" }],
    [DisconnectReason.STATE_MISMATCH, { type: "failed", error: { code: "network-lost" } }],
    [undefined, { type: "failed", error: { code: "network-lost" } }],
  ])("disconnected: %s", (reason, expected) => {
    expect(roomClosed(reason)).toEqual(expected);
  });

  test.each([["NotAllowedError", "mic-denied"], ["NotFoundError", "mic-missing"], ["NotReadableError", "mic-missing"], ["AbortError", "failed"]])("microphone: %s", (name, code) => {
    expect(microphoneError(Object.assign(new Error("x"), { name })).code).toBe(code);
  });
});

describe("levels", () => {
  test("silence is 0, full scale is 1, louder is more", () => {
    const sine = (amplitude: number): Float32Array => Float32Array.from({ length: 1024 }, (_, index) => amplitude * Math.sin(index / 5));
    expect(levelOf(new Float32Array(1024))).toBe(0);
    expect(levelOf(new Float32Array(0))).toBe(0);
    expect(levelOf(sine(1))).toBe(1);
    expect(levelOf(sine(0.1))).toBeGreaterThan(levelOf(sine(0.01)));
  });

  test("the shown level rises faster than it falls and does not overshoot", () => {
    expect(smooth(0, 1, 0.05)).toBeGreaterThan(1 - smooth(1, 0, 0.05));
    expect(smooth(0, 1, 10)).toBeCloseTo(1);
  });
});

test.each([
  ['{"n":3,"generation":2}', { type: "pong", n: 3, generation: 2 }],
  ['{"n":"3","generation":2}', undefined],
  ['{"n":3}', undefined],
  ["not json", undefined],
  [`{"n":3,"generation":2,"pad":"${"x".repeat(300)}"}`, undefined],
])("a pong %s is %j", (text, expected) => expect(parsePong(new TextEncoder().encode(text))).toEqual(expected));

test("an agent can say that the call is moving", () => expect(parseCallNotice('{"state":"moving"}')).toEqual({ type: "moving" }));
