import { useEffect, useRef, useState } from "preact/hooks";
import uPlot from "uplot";
import { navigate } from "../app/location";
import { turnLink } from "../turns/turnLink";
import { clock } from "../ui/format";
import type { Chart } from "./chartOf";

interface Props {
  chart: Chart;
  format: (value: number | null) => string;
  label: string;
}

const height = 220;
const colours = ["--accent", "--phase-model", "--phase-tool"];

/** Lines over time, drawn by uPlot. A click on an exemplar's dot opens its turn; the table below does the same by keyboard. */
export function LineChart({ chart, format, label }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const latest = useRef(chart);
  latest.current = chart;
  const theme = useTheme();
  const shape = chart.lines.map((line) => line.name).join() + String(chart.dots !== undefined);

  useEffect(() => {
    const element = host.current!;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--text-quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 }, font: "12px system-ui" };
    const options: uPlot.Options = {
      width: element.clientWidth,
      height,
      legend: { live: true },
      cursor: { points: { size: 7 } },
      axes: [{ ...axis, values: (_, times) => times.map((time) => clock(time * 1000)) }, { ...axis, size: 70, values: (_, values) => values.map((value) => format(value)) }],
      scales: { y: { range: (_, min, max) => [Math.min(0, min), (max || 1) * 1.1] } },
      series: [
        { label: "at", value: (_, time) => clock(time === null ? null : time * 1000) },
        ...chart.lines.map((line, index) => ({
          label: line.name, dash: line.dash, width: 2, stroke: colour(colours[index] ?? "--text"), spanGaps: true, points: { show: chart.times.length < 40 },
          value: (_: uPlot, value: number | null) => format(value),
        })),
        ...(chart.dots ? [{
          label: chart.dots.name, stroke: colour("--danger-text"), paths: () => null, points: { show: true, size: 9, width: 2, fill: colour("--surface") },
          value: (_: uPlot, value: number | null) => format(value),
        }] : []),
      ],
    };
    const made = new uPlot(options, data(chart), element);
    plot.current = made;
    const open = () => {
      const exemplar = latest.current.dots?.exemplars[made.cursor.idx ?? -1];
      if (exemplar?.sessionId) {
        navigate(turnLink(exemplar.sessionId, exemplar.turn));
      }
    };
    made.over.addEventListener("click", open);
    const resize = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.destroy();
    };
  }, [theme, shape]);
  useEffect(() => plot.current?.setData(data(chart)), [chart]);

  return <div class="chart" ref={host} role="img" aria-label={label} />;
}

const data = (chart: Chart): uPlot.AlignedData => [chart.times, ...chart.lines.map((line) => line.values), ...(chart.dots ? [chart.dots.values] : [])];

/** Changes when the reader's system changes between light and dark: a canvas keeps the colours it was drawn with. */
function useTheme(): boolean {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const [value, setValue] = useState(dark.matches);
  useEffect(() => {
    const changed = () => setValue(dark.matches);
    dark.addEventListener("change", changed);
    return () => dark.removeEventListener("change", changed);
  }, []);
  return value;
}
