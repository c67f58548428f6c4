import { describe, expect, it } from "vitest";
import type { SpanRow, TraceDetail } from "../../src/dashboard/api/types";
import { ancestors, hasChildren, nextMatch, searchSpans, visibleSpans } from "../../src/dashboard/traces/spanTree";
import { fixture } from "./fixtures";

const spans = fixture<TraceDetail>("trace").tree;
const id = (name: string) => spans.find((span) => span.name.startsWith(name))!.spanId;
const names = (rows: SpanRow[]) => rows.map((span) => span.name.split(" ")[0]);

describe("visibleSpans", () => {
  it("hides what lies under a folded span and nothing else", () => {
    expect(visibleSpans(spans, new Set())).toEqual(spans);
    expect(names(visibleSpans(spans, new Set([id("realtime_inference")])))).toEqual(["voice.turn", "voice.user_speech", "voice.endpointing", "realtime_inference", "voice.agent_speech"]);
    expect(names(visibleSpans(spans, new Set([id("voice.turn"), id("realtime_inference")])))).toEqual(["voice.turn"]);
  });

  it("knows which spans can be folded", () => {
    expect(spans.map((_, index) => hasChildren(spans, index))).toEqual([true, false, false, true, false, false]);
    expect(hasChildren([], 0)).toBe(false);
  });
});

describe("search", () => {
  it("finds names, resources and attributes, all words in any case", () => {
    expect(searchSpans(spans, "")).toEqual(new Set());
    expect(searchSpans(spans, "EXECUTE_tool")).toEqual(new Set([id("execute_tool")]));
    expect(searchSpans(spans, "edgevoice.turn.outcome=complete").has(id("voice.turn"))).toBe(true);
    expect(searchSpans(spans, "endpointing agent-us-east")).toEqual(new Set([id("voice.endpointing")]));
    expect(searchSpans(spans, "endpointing nowhere").size).toBe(0);
  });

  it("goes to the next match around the end, in both directions", () => {
    const matches = new Set([id("voice.user_speech"), id("voice.agent_speech")]);
    expect(nextMatch(spans, matches, id("voice.turn"), 1)).toBe(id("voice.user_speech"));
    expect(nextMatch(spans, matches, id("voice.agent_speech"), 1)).toBe(id("voice.user_speech"));
    expect(nextMatch(spans, matches, id("voice.user_speech"), -1)).toBe(id("voice.agent_speech"));
    expect(nextMatch(spans, new Set(), undefined, 1)).toBeUndefined();
  });

  it("knows what to unfold to show a span", () => {
    expect(ancestors(spans, id("execute_tool"))).toEqual([id("realtime_inference"), id("voice.turn")]);
    expect(ancestors(spans, id("voice.turn"))).toEqual([]);
    expect(ancestors(spans, "unknown")).toEqual([]);
  });
});
