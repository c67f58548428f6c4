import { describe, expect, it } from "vitest";
import type { Phase } from "../../src/dashboard/api/types";
import { verdict } from "../../src/dashboard/turns/budgets";
import { activeFilters, apiQuery } from "../../src/dashboard/turns/filters";
import { phaseLabel, phaseWords, silence, totals } from "../../src/dashboard/turns/phases";
import { withGrown } from "../../src/dashboard/live/withGrown";
import { turns } from "./fixtures";

const phase = (name: Phase["name"], startMs: number, durationMs: number, detail: string | null = null): Phase => ({ name, detail, startMs, durationMs });

describe("silence", () => {
  it("is made of phases that sum to the silence heard, in every example", () => {
    const heard = turns().filter((turn) => turn.heardSilenceMs !== null);
    expect(heard.length).toBeGreaterThan(30);
    for (const turn of heard) {
      const sum = silence(turn).reduce((total, part) => total + part.durationMs, 0);
      expect([turn.id, Math.round(sum)]).toEqual([turn.id, Math.round(turn.heardSilenceMs!)]);
    }
  });

  it("leaves out the speech on either side", () => {
    const phases = [phase("user_speech", 0, 900), phase("endpointing", 900, 500), phase("tool", 1_400, 300, "book"), phase("playout", 1_700, 40), phase("agent_speech", 1_740, 2_000)];
    expect(silence({ phases, heardSilenceMs: 840, mediaPathMs: null }).map((part) => part.name)).toEqual(["endpointing", "tool", "playout"]);
  });

  it("ends with the way to the caller's ear, where that is known", () => {
    const phases = [phase("user_speech", 0, 900), phase("endpointing", 900, 500), phase("playout", 1_400, 40), phase("agent_speech", 1_440, 2_000)];
    const parts = silence({ phases, heardSilenceMs: 700, mediaPathMs: 160 });
    expect(parts.map((part) => [part.name, part.startMs, part.durationMs])).toEqual([["endpointing", 900, 500], ["playout", 1_400, 40], ["media_path", 1_440, 160]]);
  });

  it("keeps a negative phase, and is empty when nobody waited", () => {
    const phases = [phase("user_speech", 0, 900), phase("endpointing", 900, -40), phase("model_wait", 860, 300), phase("agent_speech", 1_160, 500)];
    expect(silence({ phases, heardSilenceMs: 260, mediaPathMs: null })[0]?.durationMs).toBe(-40);
    expect(silence({ phases, heardSilenceMs: null, mediaPathMs: null })).toEqual([]);
  });

  it("is all that followed the speech while no answer has been heard", () => {
    const phases = [phase("user_speech", 0, 900), phase("endpointing", 900, 500), phase("model_wait", 1_400, 100)];
    expect(silence({ phases, heardSilenceMs: 600, mediaPathMs: null }).map((part) => part.name)).toEqual(["endpointing", "model_wait"]);
  });
});

describe("phaseWords", () => {
  // Who speaks to the page says what is written: the word on a bar is part of its accessible name, whole.
  it.each(Object.values(phaseWords))("$short is a word of $name", ({ short, name }) => expect(name.toLowerCase().split(" ")).toContain(short));
});

describe("totals", () => {
  it("adds phases of one name up and keeps tools apart", () => {
    const sums = totals([phase("model_wait", 0, 68), phase("tool", 68, 2_850, "a"), phase("model_wait", 2_918, 46), phase("tool", 2_964, 10, "b")]);
    expect(sums.map((sum) => [phaseLabel(sum.phase), sum.ms])).toEqual([["Model wait", 114], ["Tool a", 2_850], ["Tool b", 10]]);
  });
});

describe("verdict", () => {
  const budgets = [{ name: "slow", ms: 1_500 }, { name: "good", ms: 800 }];

  it.each([
    [800, "plain", "", "within good (800 ms)"],
    [801, "warn", "△", "over good (800 ms)"],
    [1_501, "bad", "▲", "over slow (1.50 s)"],
  ])("%s ms is %s", (ms, tone, mark, words) => expect(verdict(ms, budgets)).toEqual({ tone, mark, words }));

  it("never calls a negative silence good", () => expect(verdict(-1, budgets).tone).toBe("bad"));

  it("judges nothing without budgets", () => expect(verdict(9_000, [])).toEqual({ tone: "plain", mark: "", words: "" }));
});

describe("apiQuery", () => {
  it("passes the address's filters on and nothing else", () => {
    const query = new URLSearchParams("region=us-east&minSilence=800&sort=time&cursor=x&junk=1&interrupted=");
    expect(apiQuery(query).toString()).toBe("region=us-east&minSilence=800");
    expect(activeFilters(query)).toEqual(["region", "minSilence"]);
  });

  it("turns a moving time into an instant that stays the same for ten seconds", () => {
    const from = (now: number) => Number(apiQuery(new URLSearchParams("from=15m"), now).get("from"));
    expect(from(1_000_000_009_999)).toBe(1_000_000_000_000 - 900_000);
    expect(from(1_000_000_000_000)).toBe(from(1_000_000_009_999));
    expect(apiQuery(new URLSearchParams("from=2026-11-20T09:00:00Z")).get("from")).toBe("2026-11-20T09:00:00Z");
  });
});

describe("withGrown", () => {
  it("takes what grew, what began, and leaves out what ended", () => {
    const [first, second, third] = turns();
    const running = { ...first!, outcome: "in_progress" as const };
    const began = { ...second!, outcome: "in_progress" as const };
    const grown = new Map([[running.id, { ...running, lengthMs: 99_999 }], [began.id, began], [third!.id, { ...third!, outcome: "complete" as const }]]);
    expect(withGrown([running, { ...third!, outcome: "in_progress" }], grown).map((turn) => [turn.id, turn.lengthMs])).toEqual([[running.id, 99_999], [began.id, began.lengthMs]]);
  });
});
