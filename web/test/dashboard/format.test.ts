import { describe, expect, it } from "vitest";
import { ago, counted, duration, money, moment, percent, position } from "../../src/dashboard/ui/format";

describe("duration", () => {
  it.each([
    [null, "–"], [undefined, "–"], [Number.NaN, "–"], [0, "0 ms"], [0.25, "0.25 ms"], [9.96, "10 ms"], [44.4, "44 ms"], [999.4, "999 ms"], [999.6, "1.00 s"],
    [1_240, "1.24 s"], [59_994, "59.99 s"], [59_996, "1 min 0 s"], [125_000, "2 min 5 s"], [3_720_000, "1 h 2 min"],
  ])("%s ms reads %s", (ms, text) => expect(duration(ms)).toBe(text));

  it.each([[-40, "−40 ms"], [-0.5, "−0.50 ms"], [-2_850, "−2.85 s"], [-125_000, "−2 min 5 s"]])("%s ms keeps its sign: %s", (ms, text) => expect(duration(ms)).toBe(text));
});

describe("position", () => {
  it.each([[0, "0:00.0"], [12_340, "0:12.3"], [59_960, "1:00.0"], [600_000, "10:00.0"], [-300, "−0:00.3"]])("%s is %s", (ms, text) => expect(position(ms)).toBe(text));
});

describe("other figures", () => {
  it("names the day unless it is today", () => {
    const now = new Date(2026, 10, 20, 12, 0, 0).getTime();
    expect(moment(new Date(2026, 10, 20, 9, 5, 1).getTime(), now)).toBe("09:05:01");
    expect(moment(new Date(2026, 10, 19, 9, 5, 1).getTime(), now)).toBe("19 Nov 09:05:01");
    expect(moment(null)).toBe("–");
  });

  it.each([[0, "just now"], [12_000, "12 s ago"], [90_000, "1 min 30 s ago"], [-500, "just now"]])("%s ms is %s", (ms, text) => expect(ago(ms)).toBe(text));

  it("counts, shares and prices", () => {
    expect(counted(1, "turn")).toBe("1 turn");
    expect(counted(1_200, "turn")).toBe("1,200 turns");
    expect(counted(2, "entry", "entries")).toBe("2 entries");
    expect(percent(0.031)).toBe("3.1 %");
    expect(percent(0.93)).toBe("93 %");
    expect(money(0.0061)).toBe("$0.0061");
    expect(money(12.5)).toBe("$12.50");
    expect(money(null)).toBe("–");
  });
});
