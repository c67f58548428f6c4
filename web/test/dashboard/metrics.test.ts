import { describe, expect, it } from "vitest";
import type { InstrumentDetail } from "../../src/dashboard/api/types";
import { chartOf } from "../../src/dashboard/metrics/chartOf";
import { inUnit } from "../../src/dashboard/metrics/units";
import { fixture } from "./fixtures";

describe("chartOf", () => {
  const instrument = fixture<InstrumentDetail>("metric");
  const series = instrument.items[0]!;

  it("shows a histogram's percentiles and its exemplars on one axis of rising times", () => {
    const chart = chartOf(instrument, series);
    expect(chart.lines.map((line) => line.name)).toEqual(["p50", "p90", "p95"]);
    expect(chart.times).toEqual([...chart.times].sort((a, b) => a - b));
    expect(new Set(chart.times).size).toBe(chart.times.length);
    expect(chart.dots?.exemplars.filter((exemplar) => exemplar?.turn)).toHaveLength(series.exemplars.length);
    expect(chart.lines.every((line) => line.values.length === chart.times.length)).toBe(true);
  });

  it("leaves a gap where a point has no figure, never zero", () => {
    const chart = chartOf({ kind: "gauge" }, { ...series, exemplars: [], points: [{ ...series.points[0]!, value: null }, { ...series.points[1]!, value: 3 }] });
    expect(chart.lines).toEqual([{ name: "value", dash: [], values: [null, 3] }]);
    expect(chart.dots).toBeUndefined();
  });
});

describe("inUnit", () => {
  it.each([
    [0.92, "s", "920 ms"], [12, "ms", "12 ms"], [2_048, "By", "2.0 kB"], [3, "{session}", "3 sessions"], [1, "{session}", "1 session"], [0.12345, "1", "0.123"], [5, "", "5"], [2, "%", "2 %"], [null, "s", "–"],
  ])("%s %s reads %s", (value, unit, text) => expect(inUnit(value, unit)).toBe(text));
});
