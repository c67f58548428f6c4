import type { Comparison, ComparisonRow, ComparisonSide, Distribution } from "../api/types";
import { useData } from "../api/useData";
import { useAbout } from "../app/AboutContext";
import { Link } from "../app/Link";
import { address, navigate, usePlace } from "../app/location";
import { PhaseBar, PhaseLegend } from "../turns/PhaseBar";
import { turnPhases } from "../turns/phases";
import { Silence } from "../turns/Silence";
import { turnLink } from "../turns/turnLink";
import { count, counted, duration, money } from "../ui/format";
import { Empty, Failure, Loading } from "../ui/Panels";
import { names } from "./names";
import { SidePicker } from "./SidePicker";
import { beforeAfter, parseSide, sideText } from "./sides";

const spans: [string, number][] = [["15 minutes", 15 * 60_000], ["hour", 3_600_000], ["day", 24 * 3_600_000]];

export function ComparePage() {
  const { query } = usePlace();
  const [a, b] = [parseSide(query.get("a")), parseSide(query.get("b"))];
  const complete = (side: typeof a) => side !== undefined && sideText(side) !== undefined && (side.kind !== "range" || /^[^/]+\/[^/]+$/.test(side.value));
  const ready = complete(a) && complete(b);
  const comparison = useData<Comparison>(ready ? address("/api/compare", { a: sideText(a!), b: sideText(b!) }) : undefined);
  return (
    <>
      <div class="page-head">
        <div><h1>Compare</h1><p class="quiet">Turn against turn, session against session, before against after.</p></div>
        <div class="actions">
          {spans.map(([name, ms]) => <button key={name} type="button" class="button button-small" onClick={() => navigate(address("/compare", beforeAfter(Date.now() - ms, ms)))}>Last {name} against the one before</button>)}
          {ready && <button type="button" class="button button-small" onClick={() => navigate(address("/compare", { a: sideText(b!), b: sideText(a!) }))}>Swap</button>}
        </div>
      </div>
      <div class="two">
        <SidePicker name="a" label="A, before" side={a} />
        <SidePicker name="b" label="B, after" side={b} />
      </div>
      {!ready && <Empty title="Choose two sides"><p>Or come here from a turn or a session, by its button Compare.</p></Empty>}
      {comparison.error && <Failure title="These two could not be compared" error={comparison.error} retry={comparison.reload} />}
      {comparison.loading && <Loading what="comparison" rows={8} />}
      {ready && comparison.value && <Result comparison={comparison.value} />}
    </>
  );
}

function Result({ comparison }: { comparison: Comparison }) {
  const scaleMs = Math.max(1, comparison.a.turn?.lengthMs ?? 0, comparison.b.turn?.lengthMs ?? 0);
  const widest = (unit: ComparisonRow["unit"]) => Math.max(1e-9, ...comparison.rows.filter((row) => row.unit === unit).map((row) => Math.abs(row.delta ?? 0)));
  return (
    <>
      <section class="card stack" aria-label="Turns of both sides">
        <SideTurn name="A" side={comparison.a} scaleMs={scaleMs} />
        <SideTurn name="B" side={comparison.b} scaleMs={scaleMs} />
        <PhaseLegend of={turnPhases} />
      </section>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Medians of both sides">
        <table class="table" data-testid="comparison">
          <caption class="visually-hidden">Medians of both sides</caption>
          <thead><tr><th scope="col">Figure</th><th scope="col" class="number">A, median</th><th scope="col" class="number">B, median</th><th scope="col" class="number">Difference</th><th scope="col" class="wide">Less in B, more in B</th></tr></thead>
          <tbody>
            {comparison.rows.map((row) => (
              <tr key={row.name}>
                <td>{names(row.name)}</td>
                <td class="number"><Median value={row.a} unit={row.unit} /></td>
                <td class="number"><Median value={row.b} unit={row.unit} /></td>
                <td class={row.delta !== null && row.delta > leastHeard(row.unit) ? "number strong silence-bad" : "number strong"}>{row.delta === null ? "–" : `${row.delta > 0 ? "+" : ""}${inUnit(row.delta, row.unit)}`}</td>
                <td class="wide"><Delta share={(row.delta ?? 0) / widest(row.unit)} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function SideTurn({ name, side, scaleMs }: { name: string; side: ComparisonSide; scaleMs: number }) {
  const budgets = useAbout()?.budgets ?? [];
  return (
    <div class="side-turn">
      <p><strong>{name}</strong> {side.title} <span class="quiet">{counted(side.turns, "turn")}</span></p>
      {side.turn && (
        <>
          <p class="small quiet">{side.turns > 1 ? "Its median turn: " : ""}<Link href={turnLink(side.turn.sessionId, side.turn.index)}>turn {side.turn.index}</Link>, silence <Silence ms={side.turn.heardSilenceMs} budgets={budgets} /></p>
          <PhaseBar phases={side.turn.phases} scaleMs={scaleMs} widthPx={900} />
        </>
      )}
    </div>
  );
}

function Median({ value, unit }: { value: Distribution; unit: ComparisonRow["unit"] }) {
  return value.p50 === null ? <span class="quiet">–</span> : <>{inUnit(value.p50, unit)} <span class="quiet small">n {count(value.n)}</span></>;
}

/** To the left less, to the right more, from a line in the middle. */
function Delta({ share }: { share: number }) {
  const width = `${Math.min(1, Math.abs(share)) * 50}%`;
  return <span class="delta" aria-hidden="true"><span class={share > 0 ? "delta-more" : "delta-less"} style={share > 0 ? { left: "50%", width } : { right: "50%", width }} /></span>;
}

/** Milliseconds that nobody hears are no worse. */
const leastHeard = (unit: ComparisonRow["unit"]): number => (unit === "ms" ? 10 : 0);

function inUnit(value: number, unit: ComparisonRow["unit"]): string {
  if (unit === "ms") {
    return duration(value);
  }

  return unit === "usd" ? (value < 0 ? `−${money(-value)}` : money(value)) : count(value);
}
