import { describe, expect, it } from "vitest";
import { laneHalf, lanePath } from "../../src/dashboard/session/lanePath";
import { moves, phaseRange, silenceRange, spanOfPhase, turnRange } from "../../src/dashboard/session/ranges";
import { ticks } from "../../src/dashboard/session/ticks";
import { comparePhases, difference, whySlow } from "../../src/dashboard/session/whySlow";
import { allSessions, session } from "./fixtures";

describe("whySlow", () => {
  const said = (name: string) => {
    const detail = session(name);
    return detail.turns.filter((turn) => turn.cause).map((turn) => whySlow(turn, detail.medians));
  };

  it("names the tool, the provider and the network", () => {
    expect(said("slow-tool")).toEqual(["Slow for tool check_availability: 2.85 s, where the session's median is 270 ms (n 5)."]);
    expect(said("slow-provider")[0]).toMatch(/^Slow for provider: /);
    expect(said("network")[0]).toMatch(/^Slow for network: 910 ms, /);
  });

  it("says against what a turn was not slow, with n", () => {
    const detail = session("slow-tool");
    expect(whySlow(detail.turns[1]!, detail.medians)).toBe("Not slow: 978 ms, against a median of 930 ms in this session (n 60) and 930 ms in the fleet (n 60).");
    expect(whySlow(detail.turns[1]!, { session: {}, fleet: {} })).toBe("Not slow: 978 ms.");
  });

  it("does not judge what cannot be judged", () => {
    const turn = session("slow-tool").turns[1]!;
    const none = { session: {}, fleet: {} };
    expect(whySlow({ ...turn, heardSilenceMs: -12 }, none)).toContain("cannot be");
    expect(whySlow({ ...turn, heardSilenceMs: null, initiator: "agent" }, none)).toContain("The agent began");
    expect(whySlow({ ...turn, heardSilenceMs: null, outcome: "in_progress" }, none)).toContain("In progress");
    expect(whySlow({ ...turn, heardSilenceMs: null, outcome: "no_input" }, none)).toContain("No answer was heard");
  });
});

describe("comparePhases", () => {
  it("accounts for the whole turn in every example", () => {
    for (const detail of allSessions()) {
      for (const turn of detail.turns.filter((item) => item.outcome !== "in_progress")) {
        const sum = comparePhases(turn, detail.medians).reduce((total, row) => total + row.ms, 0);
        expect([turn.id, Math.round(sum)]).toEqual([turn.id, Math.round(turn.lengthMs)]);
      }
    }
  });

  it("finds a tool's own median", () => {
    const detail = session("slow-tool");
    expect(comparePhases(detail.turns[3]!, detail.medians).find((row) => row.phase.name === "tool")?.fleet?.n).toBe(12);
  });

  it.each([[100, undefined, "–"], [100, { ms: 100.2 }, "as usual"], [2_850, { ms: 270 }, "+2.58 s"], [10, { ms: 50 }, "−40 ms"]])("%s against %o is %s", (ms, median, text) => expect(difference(ms, median)).toBe(text));
});

describe("ranges", () => {
  const detail = session("slow-tool");
  const turn = detail.turns[3]!;

  it("puts turns and phases on the clock of the call", () => {
    expect(turnRange(turn)).toEqual({ fromMs: 18_830, toMs: 28_720 });
    expect(phaseRange(turn, turn.phases[3]!)).toEqual({ fromMs: 21_697, toMs: 24_547 });
    expect(phaseRange(turn, { name: "endpointing", detail: null, startMs: 500, durationMs: -40 })).toEqual({ fromMs: 19_290, toMs: 19_330 });
  });

  it("measures the silence by the same marks as the figure", () => {
    const range = silenceRange(turn)!;
    expect(range.toMs - range.fromMs).toBe(turn.heardSilenceMs);
    expect(silenceRange({ ...turn, marks: [] })).toBeUndefined();
  });

  it("finds the span that a phase was made from", () => {
    expect(turn.phases.map((phase) => spanOfPhase(turn, phase)?.name)).toEqual([
      "voice.user_speech", "voice.endpointing", "realtime_inference gpt-realtime", "execute_tool check_availability", "realtime_inference gpt-realtime",
      expect.any(String), "voice.agent_speech",
    ]);
    expect(spanOfPhase({ ...turn, spans: [] }, turn.phases[0]!)).toBeUndefined();
  });
});

describe("moves", () => {
  const at = (index: number, generation: number, region: string | null) => ({ index, offsetMs: index * 1_000, generation, region });

  it("marks another generation, another region, or both", () => {
    expect(moves([at(1, 1, "us-east"), at(2, 1, "us-east"), at(3, 2, "us-east"), at(4, 3, "us-west")]).map((move) => [move.turn, move.text])).toEqual([
      [3, "Generation 2"], [4, "Generation 3, us-east to us-west"],
    ]);
  });

  it("takes a region that was not reported for no move", () => expect(moves([at(1, 1, "us-east"), at(2, 1, null)])).toEqual([]));
});

describe("lanePath", () => {
  it("draws nothing where nothing was kept, and a line where it was silent", () => {
    expect(lanePath([null, null])).toBe("");
    expect(lanePath([0])).toBe(`M0 ${laneHalf - 0.6}L0 ${laneHalf + 0.6}Z`);
    expect(lanePath([1, null, 1]).match(/M/g)).toHaveLength(2);
  });

  it("never leaves the lane", () => expect(lanePath([7])).toBe(`M0 0.0L0 ${laneHalf * 2}.0Z`));
});

describe("ticks", () => {
  it.each([[0, 45_187, 10, 5_000], [0, 45_187, 4, 15_000], [18_400, 29_100, 10, 2_000], [0, 3_600_000, 10, 600_000]])("from %s to %s at most %s: every %s ms", (from, to, wanted, step) => {
    const found = ticks(from, to, wanted);
    expect(found[1]! - found[0]!).toBe(step);
    expect(found.every((ms) => ms >= from && ms <= to && ms % step === 0)).toBe(true);
  });
});
