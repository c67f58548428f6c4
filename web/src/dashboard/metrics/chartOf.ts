import type { Exemplar, InstrumentDetail, Series } from "../api/types";

export interface Chart {
  /** Seconds since 1970, rising. */
  times: number[];
  lines: { name: string; dash: number[]; values: (number | null)[] }[];
  /** Single values beside the lines, one per time or none. */
  dots: { name: string; values: (number | null)[]; exemplars: (Exemplar | undefined)[] } | undefined;
}

/** A series as lines on one axis of time: a histogram's percentiles with its exemplars as dots, anything else as its value. */
export function chartOf(instrument: Pick<InstrumentDetail, "kind">, series: Series): Chart {
  const points = series.points.map((point) => ({ ...point, time: new Date(point.at).getTime() / 1000 }));
  const shown = new Map(series.exemplars.map((exemplar) => [new Date(exemplar.at).getTime() / 1000, exemplar]));
  const times = [...new Set([...points.map((point) => point.time), ...shown.keys()])].sort((a, b) => a - b);
  const byTime = new Map(points.map((point) => [point.time, point]));
  const line = (name: string, key: "value" | "p50" | "p90" | "p95", dash: number[]) => ({ name, dash, values: times.map((time) => byTime.get(time)?.[key] ?? null) });
  return {
    times,
    lines: instrument.kind === "histogram"
      ? [line("p50", "p50", []), line("p90", "p90", [6, 4]), line("p95", "p95", [2, 3])]
      : [line("value", "value", [])],
    dots: shown.size === 0 ? undefined : {
      name: "exemplar",
      values: times.map((time) => shown.get(time)?.value ?? null),
      exemplars: times.map((time) => shown.get(time)),
    },
  };
}
