import type { Budget, TurnsSummary } from "../api/types";
import { Link } from "../app/Link";
import { address, currentPlace } from "../app/location";
import { count, counted, duration, money, percent } from "../ui/format";
import { Silence } from "./Silence";

/** Percentiles are never shown without the number of turns behind them. */
export function SummaryHead({ summary, budgets }: { summary: TurnsSummary; budgets: readonly Budget[] }) {
  const heard = summary.heardSilence;
  return (
    <section class="card summary" aria-label="Summary" data-testid="summary">
      <dl class="figures figures-big">
        {(["p50", "p90", "p95", "max"] as const).map((name) => (
          <div key={name} class="figure">
            <dt>{name === "max" ? "Longest silence" : `Silence ${name}`}</dt>
            <dd data-testid={`silence-${name}`}><Silence ms={heard[name]} budgets={budgets} /></dd>
          </div>
        ))}
        <div class="figure"><dt>n</dt><dd data-testid="silence-n">{count(heard.n)}</dd></div>
        {budgets.map((budget) => (
          <div key={budget.name} class="figure">
            <dt>Within {budget.name} ({duration(budget.ms)})</dt>
            <dd>{heard.n > 0 ? percent((summary.withinBudget[budget.name] ?? 0) / heard.n) : "–"}</dd>
          </div>
        ))}
        <div class="figure"><dt>Barge-in stop p95 (n {count(summary.bargeInStop.n)})</dt><dd>{duration(summary.bargeInStop.p95)}</dd></div>
        <div class="figure"><dt>Cost</dt><dd>{money(summary.cost)}</dd></div>
      </dl>
      <Bins summary={summary} budgets={budgets} />
      <Causes causes={summary.causes} />
      {summary.negative > 0 && (
        <p class="finding-line">{counted(summary.negative, "turn")} with a silence below zero: not counted as fast, <Link href="/turns?findings=true">look at them</Link>.</p>
      )}
    </section>
  );
}

function Bins({ summary, budgets }: { summary: TurnsSummary; budgets: readonly Budget[] }) {
  const top = Math.max(1, ...summary.bins.map((bin) => bin.turns));
  const widthMs = (summary.bins[1]?.fromMs ?? 100) - (summary.bins[0]?.fromMs ?? 0);
  const last = summary.bins.at(-1);
  if (!last || summary.heardSilence.n === 0) {
    return null;
  }

  const totalMs = last.fromMs + widthMs;
  return (
    <figure class="bins">
      <div class="bins-chart" role="img" aria-label={`Heard silence of ${counted(summary.heardSilence.n, "turn")} in steps of ${duration(widthMs)}: ${summary.bins.filter((bin) => bin.turns > 0).map((bin) => `${duration(bin.fromMs)}: ${bin.turns}`).join(", ")}`}>
        {summary.bins.map((bin) => (
          <span key={bin.fromMs} class="bin" title={`${duration(bin.fromMs)} and more: ${counted(bin.turns, "turn")}`} style={{ height: `${(bin.turns / top) * 100}%` }} />
        ))}
        {budgets.filter((budget) => budget.ms < totalMs).map((budget) => (
          <span key={budget.name} class="bins-budget" style={{ left: `${(budget.ms / totalMs) * 100}%` }}><span>{budget.name}</span></span>
        ))}
      </div>
      <figcaption class="bins-axis quiet"><span>0 ms</span><span>heard silence</span><span>{duration(last.fromMs)} +</span></figcaption>
    </figure>
  );
}

function Causes({ causes }: { causes: Record<string, number> }) {
  const sorted = Object.entries(causes).sort((a, b) => b[1] - a[1]);
  const { path, query } = currentPlace();
  return sorted.length === 0 ? null : (
    <p class="causes" data-testid="causes">
      <span class="quiet">Slow for </span>
      {sorted.map(([name, turns]) => (
        <Link key={name} class="cause-chip" href={address(path, { ...Object.fromEntries(query), cause: name })}>{name} <span class="quiet">{count(turns)}</span></Link>
      ))}
    </p>
  );
}
