import type { Page, TurnRow, TurnsSummary } from "../api/types";
import { useData } from "../api/useData";
import { useAbout } from "../app/AboutContext";
import { changeQuery, usePlace } from "../app/location";
import { useShortcuts } from "../app/shortcuts";
import { Empty, Failure, Loading } from "../ui/Panels";
import { Pager } from "../ui/Pager";
import { Select } from "../ui/Select";
import { count, counted } from "../ui/format";
import { activeFilters, apiQuery } from "./filters";
import { PhaseLegend } from "./PhaseBar";
import { silencePhases } from "./phases";
import { SummaryHead } from "./SummaryHead";
import { TurnFilters } from "./TurnFilters";
import { TurnTable } from "./TurnTable";
import { useLiveTurns } from "./useLiveTurns";

const none: TurnRow[] = [];
const orders: [string, string][] = [["silence", "Longest silence first"], ["-silence", "Shortest silence first"], ["time", "Latest first"], ["-time", "Earliest first"], ["length", "Longest turn first"], ["cost", "Dearest first"]];

export function TurnsPage() {
  const { query } = usePlace();
  const budgets = useAbout()?.budgets ?? [];
  const filter = apiQuery(query);
  const list = new URLSearchParams(filter);
  list.set("sort", query.get("sort") ?? "silence");
  list.set("limit", "100");
  if (query.get("cursor")) {
    list.set("cursor", query.get("cursor") ?? "");
  }

  const turns = useData<Page<TurnRow>>(`/api/turns?${list}`);
  const summary = useData<TurnsSummary>(`/api/turns/summary?${filter}`);
  const follow = useLiveTurns(turns.value?.items ?? none, () => {
    turns.reload();
    summary.reload();
  });
  useShortcuts({ p: follow.toggle });

  return (
    <>
      <div class="page-head">
        <div>
          <h1>Turns</h1>
          <p class="quiet">{turns.value ? `${counted(turns.value.total, "turn")}${activeFilters(query).length > 0 ? " match the filters" : ""}` : "\u00a0"}</p>
        </div>
        <div class="actions">
          <Select label="Order" value={query.get("sort") ?? "silence"} options={orders} change={(sort) => changeQuery({ sort: sort === "silence" ? undefined : sort, cursor: undefined })} />
          <button type="button" class="button" aria-pressed={follow.paused} aria-keyshortcuts="p" onClick={follow.toggle} data-testid="follow">
            {follow.paused ? `Paused: ${count(follow.waiting)} waiting` : "Following"} <kbd aria-hidden="true">p</kbd>
          </button>
        </div>
      </div>
      <TurnFilters query={query} summary={summary.value} />
      {summary.value && <SummaryHead summary={summary.value} budgets={budgets} />}
      {turns.error && <Failure title="The turns could not be loaded" error={turns.error} retry={turns.reload} />}
      {turns.loading && <Loading what="turns" rows={10} />}
      {turns.value?.items.length === 0 && <NoTurns filtered={activeFilters(query).length > 0} />}
      {turns.value && turns.value.items.length > 0 && (
        <div aria-busy={turns.busy}>
          <PhaseLegend of={silencePhases} />
          <TurnTable turns={follow.rows} budgets={budgets} caption="Turns and the silence the caller heard" />
          <Pager page={turns.value} cursor={query.get("cursor")} go={(cursor) => changeQuery({ cursor })} />
        </div>
      )}
    </>
  );
}

function NoTurns({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <Empty title="No turn matches these filters"><p>Widen or clear them; turns that match later appear here by themselves.</p></Empty>
  ) : (
    <Empty title="No turn yet">
      <p>A turn appears here the moment somebody speaks on a call. Start the AppHost, open the call page and say something, or send OTLP from your own agent:</p>
      <pre>OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:18890</pre>
    </Empty>
  );
}
