import type { SpanRow } from "../api/types";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { paths } from "../app/routes";
import { Badge } from "../ui/Badge";
import { clockMs, duration } from "../ui/format";
import { AttributeList } from "./AttributeList";

export function SpanDetail({ span }: { span: SpanRow }) {
  return (
    <aside class="card span-detail" tabIndex={0} aria-label="Span" data-testid="span-detail">
      <h2 class="break">{span.name}</h2>
      <dl class="facts">
        <dt>Took</dt><dd class="strong">{duration(span.durationMs)}</dd>
        <dt>Began</dt><dd>{clockMs(span.startedAt)}, {duration(span.startMs)} into the trace</dd>
        <dt>Resource</dt><dd>{span.resource}</dd>
        <dt>Scope</dt><dd>{span.scope}</dd>
        <dt>Kind</dt><dd>{span.kind}</dd>
        <dt>Status</dt><dd>{span.status === "error" ? <><Badge tone="bad">error</Badge> {span.statusText}</> : span.status}</dd>
        <dt>Span id</dt><dd class="mono">{span.spanId}</dd>
      </dl>
      {span.critical && <p class="note">On the critical path: the trace would have been shorter without it.</p>}
      {span.orphan && <p class="finding-line">Its parent {span.parentId} was never received: it was dropped, or is still open.</p>}
      <h3>Attributes</h3>
      <AttributeList attributes={span.attributes} />
      {span.events.length > 0 && (
        <>
          <h3>Events</h3>
          {span.events.map((event, index) => (
            <div key={index}><p>{event.name} <span class="quiet">at {duration(event.atMs)}</span></p>{Object.keys(event.attributes).length > 0 && <AttributeList attributes={event.attributes} />}</div>
          ))}
        </>
      )}
      {span.links.length > 0 && (
        <>
          <h3>Links</h3>
          <ul>{span.links.map((link) => <li key={link.spanId}><Link class="mono break" href={address(paths.trace(link.traceId), { spanId: link.spanId })}>{link.traceId}</Link></li>)}</ul>
        </>
      )}
    </aside>
  );
}
