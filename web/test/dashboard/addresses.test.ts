// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { address } from "../../src/dashboard/app/location";
import { paths, route } from "../../src/dashboard/app/routes";
import { beforeAfter, parseSide, sideText } from "../../src/dashboard/compare/sides";

describe("route", () => {
  it.each([
    ["/", { page: "live" }],
    ["/turns", { page: "turns" }],
    ["/sessions", { page: "sessions" }],
    ["/sessions/call_x", { page: "session", id: "call_x" }],
    ["/sessions/a%2Fb", { page: "session", id: "a/b" }],
    ["/traces/detail/abc", { page: "trace", id: "abc" }],
    ["/traces", { page: "unknown" }],
    ["/structuredlogs/resource/agent", { page: "unknown" }],
    ["/compare", { page: "compare" }],
    ["/turns/what", { page: "unknown" }],
    ["/nothing", { page: "unknown" }],
    ["/sessions/%E0%A4%A", { page: "session", id: "%E0%A4%A" }],
  ])("%s", (path, expected) => expect(route(path)).toEqual(expected));

  it("is undone by the paths", () => {
    expect(route(paths.session("pipecat/1 ?#"))).toEqual({ page: "session", id: "pipecat/1 ?#" });
    expect(route(paths.trace("t"))).toEqual({ page: "trace", id: "t" });
  });
});

describe("address", () => {
  it("leaves out what is not set, and keeps zero", () =>
    expect(address("/turns", { region: "us-east", tool: "", cause: undefined, findings: false, phase: 0 })).toBe("/turns?region=us-east&phase=0"));

  it("escapes", () => expect(address("/turns", { cause: "tool a&b" })).toBe("/turns?cause=tool+a%26b"));
});

describe("sides of a comparison", () => {
  it.each(["turn:call_x.3", "session:call_x", "range:2026-11-20T09:00:00.000Z/2026-11-20T10:00:00.000Z", "fleet"])("%s comes back as it was", (text) => expect(sideText(parseSide(text)!)).toBe(text));

  it.each([null, "", "nothing:x", "turn:"])("%s is no side", (text) => expect(parseSide(text)).toBeUndefined());

  it("lies before and after a moment", () =>
    expect(beforeAfter(Date.UTC(2026, 10, 20, 10), 3_600_000)).toEqual({
      a: "range:2026-11-20T09:00:00.000Z/2026-11-20T10:00:00.000Z",
      b: "range:2026-11-20T10:00:00.000Z/2026-11-20T11:00:00.000Z",
    }));
});
