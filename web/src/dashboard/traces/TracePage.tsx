import { useEffect, useMemo, useState } from "preact/hooks";
import type { TraceDetail } from "../api/types";
import { useData } from "../api/useData";
import { useAbout } from "../app/AboutContext";
import { AspireLink } from "../app/AspireLink";
import { Link } from "../app/Link";
import { changeQuery, navigate, usePlace } from "../app/location";
import { paths } from "../app/routes";
import { useShortcuts } from "../app/shortcuts";
import { shortId } from "../turns/TurnTable";
import { turnLink } from "../turns/turnLink";
import { counted, duration, moment } from "../ui/format";
import { Failure, Loading } from "../ui/Panels";
import { SpanDetail } from "./SpanDetail";
import { ancestors, nextMatch, searchSpans, visibleSpans } from "./spanTree";
import { Waterfall } from "./Waterfall";

export function TracePage({ id }: { id: string }) {
  const trace = useData<TraceDetail>(`/api/traces/${encodeURIComponent(id)}`);
  if (!trace.value) {
    return (
      <>
        <div class="page-head"><h1 class="break mono">{id}</h1></div>
        {trace.error ? <Failure title="This trace could not be loaded" error={trace.error} retry={trace.reload} /> : <Loading what="trace" rows={10} />}
      </>
    );
  }

  return <Trace trace={trace.value} />;
}

function Trace({ trace }: { trace: TraceDetail }) {
  const { query } = usePlace();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const selected = trace.tree.find((span) => span.spanId === query.get("spanId")) ?? trace.tree[0];
  const search = query.get("search") ?? "";
  const matches = useMemo(() => searchSpans(trace.tree, search), [trace, search]);
  const aspire = useAbout()?.aspireUrl;

  const fold = (spanId: string, value: boolean) => setFolded((last) => {
    const next = new Set(last);
    next[value ? "add" : "delete"](spanId);
    return next;
  });
  const select = (spanId: string) => changeQuery({ spanId }, { replace: true });
  const next = (step: 1 | -1) => {
    const found = nextMatch(trace.tree, matches, selected?.spanId, step);
    if (found) {
      select(found);
    }
  };
  useEffect(() => {
    const hidden = selected ? ancestors(trace.tree, selected.spanId).filter((spanId) => folded.has(spanId)) : [];
    hidden.forEach((spanId) => fold(spanId, false));
  }, [selected?.spanId]);
  useShortcuts({
    n: () => next(1),
    N: () => next(-1),
    ArrowDown: () => document.querySelector<HTMLElement>('[role="tree"]')?.focus(),
    Escape: () => navigate(trace.sessionId ? turnLink(trace.sessionId, trace.turn) : "/turns"),
  });

  return (
    <>
      <div class="page-head">
        <div>
          <p class="quiet small">{trace.sessionId ? <Link href={paths.session(trace.sessionId)}>Session {shortId(trace.sessionId)}</Link> : "Trace"}</p>
          <h1 class="break">{trace.name}</h1>
          <p class="quiet">{moment(trace.startedAt)} · {duration(trace.durationMs)} · {counted(trace.spans, "span")} · {trace.resources.join(", ")}{trace.errors > 0 && ` · ${counted(trace.errors, "error")}`}</p>
        </div>
        <div class="actions">
          {trace.sessionId && <Link class="button button-main" href={turnLink(trace.sessionId, trace.turn)}>{trace.turn === null ? "Open session" : `Open turn ${trace.turn}`}</Link>}
          {aspire && <AspireLink class="button" href={aspire + paths.trace(trace.traceId)}>Trace in Aspire</AspireLink>}
        </div>
      </div>
      <div class="filters">
        <div class="field">
          <label for="span-search">Find spans</label>
          <input id="span-search" class="input" type="search" data-search placeholder="name, resource or attribute" value={search}
            onInput={(event) => changeQuery({ search: event.currentTarget.value }, { replace: true })}
            onKeyDown={(event) => event.key === "Enter" && next(event.shiftKey ? -1 : 1)} />
        </div>
        {search && <p class="quiet" role="status">{matches.size === 0 ? "No span has this." : `${counted(matches.size, "span")}; Enter or n goes to the next`}</p>}
        <button type="button" class="button" onClick={() => setFolded(new Set())} disabled={folded.size === 0}>Unfold all</button>
      </div>
      <div class="trace-layout">
        <div class="card trace-card">
          <Waterfall spans={trace.tree} lengthMs={trace.durationMs} folded={folded} selected={selected?.spanId} matches={matches} select={select} fold={fold} />
          <p class="quiet small">{counted(visibleSpans(trace.tree, folded).length, "span")} shown. The bold edge marks the critical path.</p>
        </div>
        {selected && <SpanDetail span={selected} />}
      </div>
      <p class="quiet small">Trace <Link class="mono break" href={paths.trace(trace.traceId)}>{trace.traceId}</Link></p>
    </>
  );
}
