import { useRef } from "preact/hooks";
import type { Page, TraceRow } from "../api/types";
import { useData } from "../api/useData";
import { Link } from "../app/Link";
import { changeQuery, usePlace } from "../app/location";
import { paths } from "../app/routes";
import { useRows } from "../turns/useRows";
import { shortId } from "../turns/TurnTable";
import { turnLink } from "../turns/turnLink";
import { Badge } from "../ui/Badge";
import { count, counted, duration, moment } from "../ui/format";
import { Empty, Failure, Loading } from "../ui/Panels";
import { Pager } from "../ui/Pager";
import { Filters } from "../ui/Filters";
import { Select } from "../ui/Select";

const filters = ["search", "attribute", "minDuration", "errors", "from", "to", "session", "cursor"];

export function TracesPage({ resource }: { resource?: string | undefined }) {
  const { query } = usePlace();
  const asked = new URLSearchParams({ limit: "100" });
  filters.filter((name) => query.get(name)).forEach((name) => asked.set(name, query.get(name) ?? ""));
  const named = resource ?? query.get("resource");
  if (named) {
    asked.set("resource", named);
  }

  const traces = useData<Page<TraceRow>>(`/api/traces?${asked}`, 3_000);
  const items = traces.value?.items ?? [];
  const body = useRef<HTMLTableSectionElement>(null);
  const marked = useRows(items.length, () => body.current);
  const longest = Math.max(1, ...items.map((trace) => trace.durationMs));
  const set = (name: string) => (event: Event) => changeQuery({ [name]: (event.currentTarget as HTMLInputElement).value, cursor: undefined });
  return (
    <>
      <div class="page-head">
        <div><h1>Traces</h1><p class="quiet">{traces.value ? counted(traces.value.total, "trace") : "\u00a0"}{named && ` of ${named}`}{query.get("session") && ` of session ${shortId(query.get("session") ?? "")}`}</p></div>
      </div>
      <Filters active={filters.filter((name) => query.get(name)).length}>
        <div class="field"><label for="trace-search">Name or id</label><input id="trace-search" data-search class="input" type="search" value={query.get("search") ?? ""} onChange={set("search")} /></div>
        <div class="field"><label for="trace-attribute">Attribute</label><input id="trace-attribute" class="input" type="search" placeholder="gen_ai.tool.name:book_table" value={query.get("attribute") ?? ""} onChange={set("attribute")} /></div>
        <div class="field"><label for="trace-duration">Longer than (ms)</label><input id="trace-duration" class="input input-short" type="number" min="0" step="100" value={query.get("minDuration") ?? ""} onChange={set("minDuration")} /></div>
        <Select label="Errors" value={query.get("errors") ?? ""} options={[["", "Any"], ["true", "With errors"]]} change={(errors) => changeQuery({ errors, cursor: undefined })} />
      </Filters>
      {traces.error && <Failure title="The traces could not be loaded" error={traces.error} retry={traces.reload} />}
      {traces.loading && <Loading what="traces" rows={10} />}
      {traces.value && items.length === 0 && <Empty title="No trace here"><p>No trace matches, or none has come yet.</p></Empty>}
      {items.length > 0 && (
        <>
          <div class="table-scroll" aria-busy={traces.busy}>
            <table class="table">
              <caption class="visually-hidden">Traces, latest first</caption>
              <thead><tr><th scope="col">Began</th><th scope="col">Name</th><th scope="col">Turn</th><th scope="col">Resources</th><th scope="col" class="number">Spans</th><th scope="col" class="number">Length</th><th scope="col" class="wide"><span class="visually-hidden">Length as a bar</span></th></tr></thead>
              <tbody ref={body}>
                {items.map((trace, index) => (
                  <tr key={trace.traceId} aria-current={marked === index ? "true" : undefined}>
                    <td class="nowrap">{moment(trace.startedAt)}</td>
                    <td><Link data-row href={paths.trace(trace.traceId)}>{trace.name}</Link> {trace.errors > 0 && <Badge tone="bad">{counted(trace.errors, "error")}</Badge>}</td>
                    <td class="nowrap">{trace.sessionId && <Link href={turnLink(trace.sessionId, trace.turn)}>{shortId(trace.sessionId)}{trace.turn !== null && ` turn ${trace.turn}`}</Link>}</td>
                    <td>{trace.resources.join(", ")}</td>
                    <td class="number">{count(trace.spans)}</td>
                    <td class="number">{duration(trace.durationMs)}</td>
                    <td class="wide"><span class="length-bar" style={{ width: `${(Math.max(0, trace.durationMs) / longest) * 100}%` }} /></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pager page={traces.value!} cursor={query.get("cursor")} go={(cursor) => changeQuery({ cursor })} />
        </>
      )}
    </>
  );
}
