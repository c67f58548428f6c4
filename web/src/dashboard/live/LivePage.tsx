import { useEffect, useState } from "preact/hooks";
import { useEvent, useReconnects } from "../api/events";
import type { Live, TurnRow } from "../api/types";
import { useData } from "../api/useData";
import { useAbout } from "../app/AboutContext";
import { AspireLink } from "../app/AspireLink";
import { Link } from "../app/Link";
import { PhaseLegend } from "../turns/PhaseBar";
import { silencePhases } from "../turns/phases";
import { TurnTable } from "../turns/TurnTable";
import { duration } from "../ui/format";
import { Empty, Failure, Loading } from "../ui/Panels";
import { InProgress } from "./InProgress";
import { RegionCard } from "./RegionCard";
import { withGrown } from "./withGrown";

const everyMs = 2_000;
const none: ReadonlyMap<string, TurnRow> = new Map();

/** The start page: where the calls are, how long callers wait there, and the turns worth opening. */
export function LivePage() {
  const live = useData<Live>("/api/live", everyMs);
  const [grown, setGrown] = useState(none);
  const reconnects = useReconnects();
  const aspire = useAbout()?.aspireUrl;
  useEvent("turn", (turn) => setGrown((last) => new Map(last).set(turn.id, turn)));
  useEffect(() => setGrown(none), [live.value]);
  useEffect(() => {
    if (reconnects > 0) {
      live.reload();
    }
  }, [reconnects]);

  if (!live.value) {
    return (
      <>
        <div class="page-head"><h1>Live</h1></div>
        {live.error ? <Failure title="The regions could not be loaded" error={live.error} retry={live.reload} /> : <Loading what="regions" rows={8} />}
      </>
    );
  }

  const { regions, slowest, budgets, turnsInProgress } = live.value;
  const at = new Date(live.value.at).getTime();
  const topMs = Math.max(2_000, ...regions.flatMap((region) => region.recent.map((turn) => turn.ms)), ...budgets.map((budget) => budget.ms * 1.2));
  const lines = budgets.map((budget) => `${duration(budget.ms)} (${budget.name})`).join(" and ");
  return (
    <>
      <div class="page-head">
        <div>
          <h1>Live</h1>
          <p class="quiet">Silence the caller heard in the last quarter of an hour{lines && `; lines at ${lines}`}</p>
        </div>
        <div class="actions">
          {aspire && <AspireLink class="button" href={`${aspire}/`}>Resources and commands in Aspire</AspireLink>}
          <Link class="button" href="/turns">All turns</Link>
        </div>
      </div>
      {regions.length === 0 && <Empty title="No region has reported yet"><p>Regions appear with the first telemetry of their agents.</p></Empty>}
      <section class="regions" aria-label="Regions">
        {regions.map((region) => <RegionCard key={region.name} region={region} budgets={budgets} at={at} topMs={topMs} />)}
      </section>
      <section class="stack" aria-labelledby="in-progress">
        <h2 id="in-progress">Turns in progress</h2>
        <InProgress turns={withGrown(turnsInProgress, grown)} budgets={budgets} />
      </section>
      <section class="stack" aria-labelledby="slowest">
        <h2 id="slowest">Longest silences of the last quarter of an hour</h2>
        {slowest.length === 0
          ? <p class="quiet">Nobody waited for an answer in this time. <Link href="/turns">Older turns</Link></p>
          : (
            <div>
              <PhaseLegend of={silencePhases} />
              <TurnTable turns={slowest} budgets={budgets} caption="Longest silences" />
            </div>
          )}
      </section>
    </>
  );
}
