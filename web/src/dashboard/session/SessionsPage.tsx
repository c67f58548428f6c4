import { useRef } from "preact/hooks";
import type { Page, SessionRow } from "../api/types";
import { useData } from "../api/useData";
import { useAbout } from "../app/AboutContext";
import { Link } from "../app/Link";
import { changeQuery, usePlace } from "../app/location";
import { paths } from "../app/routes";
import { ExportButton } from "../share/ExportButton";
import { ForgetButton } from "../share/ForgetButton";
import { ImportButton } from "../share/ImportButton";
import { Silence } from "../turns/Silence";
import { shortId } from "../turns/TurnTable";
import { turnLink } from "../turns/turnLink";
import { useRows } from "../turns/useRows";
import { Badge } from "../ui/Badge";
import { count, counted, duration, moment, money } from "../ui/format";
import { Empty, Failure, Loading } from "../ui/Panels";
import { Pager } from "../ui/Pager";
import { Filters } from "../ui/Filters";
import { Select } from "../ui/Select";

const filters = ["region", "persona", "from", "to", "search", "inProgress", "sort", "cursor"];

export function SessionsPage() {
  const { query } = usePlace();
  const budgets = useAbout()?.budgets ?? [];
  const asked = new URLSearchParams({ limit: "100" });
  filters.filter((name) => query.get(name)).forEach((name) => asked.set(name, query.get(name) ?? ""));
  const sessions = useData<Page<SessionRow>>(`/api/sessions?${asked}`, 2_000);
  const items = sessions.value?.items ?? [];
  const body = useRef<HTMLTableSectionElement>(null);
  const marked = useRows(items.length, () => body.current);
  return (
    <>
      <div class="page-head">
        <div><h1>Sessions</h1><p class="quiet">{sessions.value ? counted(sessions.value.total, "call") : "\u00a0"}</p></div>
        <div class="actions">
          <ExportButton />
          <ImportButton done={sessions.reload} />
          <ForgetButton done={sessions.reload} />
        </div>
      </div>
      <Filters active={filters.filter((name) => query.get(name)).length}>
        <div class="field"><label for="session-search">Call, region or persona</label><input id="session-search" data-search class="input" type="search" value={query.get("search") ?? ""} onChange={(event) => changeQuery({ search: event.currentTarget.value, cursor: undefined })} /></div>
        <Select label="Running" value={query.get("inProgress") ?? ""} options={[["", "Any"], ["true", "In progress"], ["false", "Ended"]]} change={(inProgress) => changeQuery({ inProgress, cursor: undefined })} />
        <Select label="Order" value={query.get("sort") ?? ""} options={[["", "Latest first"], ["silence", "Longest silence first"], ["turns", "Most turns first"]]} change={(sort) => changeQuery({ sort, cursor: undefined })} />
      </Filters>
      {sessions.error && <Failure title="The sessions could not be loaded" error={sessions.error} retry={sessions.reload} />}
      {sessions.loading && <Loading what="sessions" rows={10} />}
      {sessions.value && items.length === 0 && <Empty title="No session here"><p>No call matches, or none has been made yet.</p></Empty>}
      {items.length > 0 && (
        <>
          <div class="table-scroll" aria-busy={sessions.busy}>
            <table class="table" data-testid="sessions">
              <caption class="visually-hidden">Calls</caption>
              <thead><tr><th scope="col">Call</th><th scope="col">Began</th><th scope="col">Region</th><th scope="col">Persona</th><th scope="col" class="number">Length</th><th scope="col" class="number">Turns</th><th scope="col" class="number">Silence p50</th><th scope="col" class="number">Longest</th><th scope="col" class="number">n</th><th scope="col">State</th><th scope="col" class="number">Cost</th></tr></thead>
              <tbody ref={body}>
                {items.map((session, index) => (
                  <tr key={session.id} aria-current={marked === index ? "true" : undefined}>
                    <td><Link data-row class="mono nowrap" href={paths.session(session.id)}>{shortId(session.id)}</Link></td>
                    <td class="nowrap">{moment(session.startedAt)}</td>
                    <td class="nowrap">{session.regions.join(" to ") || (session.region ?? "–")}</td>
                    <td class="nowrap">{session.persona ?? "–"}</td>
                    <td class="number">{duration(session.lengthMs)}</td>
                    <td class="number">{count(session.turns)}</td>
                    <td class="number"><Silence ms={session.heardSilence.p50} budgets={budgets} /></td>
                    <td class="number strong">{session.slowestTurn === null ? <Silence ms={session.heardSilence.max} budgets={budgets} /> : <Link class="plain-link" href={turnLink(session.id, session.slowestTurn)}><Silence ms={session.heardSilence.max} budgets={budgets} /></Link>}</td>
                    <td class="number">{count(session.heardSilence.n)}</td>
                    <td><span class="badges"><State session={session} /></span></td>
                    <td class="number">{money(session.cost)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager page={sessions.value!} cursor={query.get("cursor")} go={(cursor) => changeQuery({ cursor })} />
        </>
      )}
    </>
  );
}

function State({ session }: { session: SessionRow }) {
  return (
    <>
      {session.inProgress ? <Badge tone="info">in progress</Badge> : <Badge>{session.outcome?.replaceAll("_", " ") ?? "end unknown"}</Badge>}
      {session.generations > 1 && <Badge tone="info">{counted(session.generations, "generation")}</Badge>}
      {session.interruptions > 0 && <Badge tone="warn">{counted(session.interruptions, "interruption")}</Badge>}
      {session.errors > 0 && <Badge tone="bad">{counted(session.errors, "error")}</Badge>}
      {session.findings > 0 && <Badge tone="bad">{counted(session.findings, "finding")}</Badge>}
    </>
  );
}
