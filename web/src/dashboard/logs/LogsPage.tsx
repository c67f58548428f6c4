import { useState } from "preact/hooks";
import type { LogRow, Page } from "../api/types";
import { useData } from "../api/useData";
import { Link } from "../app/Link";
import { address, changeQuery, usePlace } from "../app/location";
import { paths } from "../app/routes";
import { useShortcuts } from "../app/shortcuts";
import { AttributeList } from "../traces/AttributeList";
import { shortId } from "../turns/TurnTable";
import { clockMs, counted, moment } from "../ui/format";
import { Empty, Failure, Loading } from "../ui/Panels";
import { Pager } from "../ui/Pager";
import { Filters } from "../ui/Filters";
import { Select } from "../ui/Select";
import { severities, Severity } from "./Severity";

const filters = ["severity", "search", "attribute", "traceId", "spanId", "session", "from", "to", "cursor"];

export function LogsPage({ resource }: { resource?: string | undefined }) {
  const { query } = usePlace();
  const [paused, setPaused] = useState(false);
  const asked = new URLSearchParams({ limit: "200" });
  filters.filter((name) => query.get(name)).forEach((name) => asked.set(name, query.get(name) ?? ""));
  const named = resource ?? query.get("resource");
  if (named) {
    asked.set("resource", named);
  }

  const logs = useData<Page<LogRow>>(`/api/logs?${asked}`, paused ? undefined : 2_000);
  const items = logs.value?.items ?? [];
  const resources = [...new Set(items.map((log) => log.resource))].sort();
  const set = (name: string) => (event: Event) => changeQuery({ [name]: (event.currentTarget as HTMLInputElement).value, cursor: undefined });
  const fixed = ["traceId", "spanId", "session"].filter((name) => query.get(name));
  useShortcuts({ p: () => setPaused(!paused) });
  return (
    <>
      <div class="page-head">
        <div><h1>Structured logs</h1><p class="quiet">{logs.value ? counted(logs.value.total, "record") : "\u00a0"}</p></div>
        <button type="button" class="button" aria-pressed={paused} aria-keyshortcuts="p" onClick={() => setPaused(!paused)}>{paused ? "Paused" : "Following"} <kbd aria-hidden="true">p</kbd></button>
      </div>
      <Filters active={filters.filter((name) => query.get(name)).length}>
        <Select label="At least" value={query.get("severity") ?? ""} options={[["", "Any severity"], ...severities.map((name) => [name, name] as [string, string])]} change={(severity) => changeQuery({ severity, cursor: undefined })} />
        <Select label="Resource" value={named ?? ""} options={[["", "Any"], ...resources.map((name) => [name, name] as [string, string])]} change={(value) => changeQuery({ resource: value, cursor: undefined })} />
        <div class="field"><label for="log-search">Text</label><input id="log-search" data-search class="input" type="search" value={query.get("search") ?? ""} onChange={set("search")} /></div>
        <div class="field"><label for="log-attribute">Attribute</label><input id="log-attribute" class="input" type="search" placeholder="name:value" value={query.get("attribute") ?? ""} onChange={set("attribute")} /></div>
        {fixed.map((name) => (
          <button key={name} type="button" class="button" onClick={() => changeQuery({ [name]: undefined })}>{name} {shortId(query.get(name) ?? "")} <span aria-hidden="true">✕</span><span class="visually-hidden">: remove this filter</span></button>
        ))}
      </Filters>
      {logs.error && <Failure title="The logs could not be loaded" error={logs.error} retry={logs.reload} />}
      {logs.loading && <Loading what="logs" rows={12} />}
      {logs.value && items.length === 0 && <Empty title="No log record here"><p>Nothing matches, or nothing has been logged yet.</p></Empty>}
      {items.length > 0 && (
        <>
          <div class="table-scroll" aria-busy={logs.busy}>
            <table class="table" data-testid="logs">
              <caption class="visually-hidden">Log records, latest first</caption>
              <thead><tr><th scope="col">At</th><th scope="col">Severity</th><th scope="col">Resource</th><th scope="col" class="wide">Message</th><th scope="col">Trace</th></tr></thead>
              <tbody>{items.map((log) => <LogLine key={log.id} log={log} open={query.get("log") === String(log.id)} />)}</tbody>
            </table>
          </div>
          <Pager page={logs.value!} cursor={query.get("cursor")} go={(cursor) => changeQuery({ cursor })} />
        </>
      )}
    </>
  );
}

function LogLine({ log, open }: { log: LogRow; open: boolean }) {
  return (
    <>
      <tr aria-selected={open}>
        <td class="nowrap mono" title={moment(log.at)}>{clockMs(log.at)}</td>
        <td><Severity value={log.severity} /></td>
        <td class="nowrap">{log.resource}</td>
        <td class="break wide">
          <button type="button" class="text-button" aria-expanded={open} onClick={() => changeQuery({ log: open ? undefined : log.id }, { replace: true })}>{log.body || log.eventName || "(no text)"}</button>
        </td>
        <td class="nowrap">{log.traceId && <Link class="mono" href={address(paths.trace(log.traceId), { spanId: log.spanId ?? undefined })}>{log.traceId.slice(0, 7)}</Link>}</td>
      </tr>
      {open && (
        <tr>
          <td colSpan={5}>
            <p class="quiet small">{[log.scope, log.eventName].filter(Boolean).join(" · ")}{log.sessionId && <> · <Link href={paths.session(log.sessionId)}>session {shortId(log.sessionId)}</Link></>}</p>
            <AttributeList attributes={log.attributes} />
          </td>
        </tr>
      )}
    </>
  );
}
