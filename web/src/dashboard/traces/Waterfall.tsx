import { useEffect, useRef } from "preact/hooks";
import type { SpanRow } from "../api/types";
import { ticks } from "../session/ticks";
import { Badge } from "../ui/Badge";
import { duration } from "../ui/format";
import { hasChildren, visibleSpans } from "./spanTree";

interface Props {
  spans: SpanRow[];
  lengthMs: number;
  folded: ReadonlySet<string>;
  selected: string | undefined;
  matches: ReadonlySet<string>;
  select: (spanId: string) => void;
  fold: (spanId: string, folded: boolean) => void;
}

/** The spans of a trace on one time line: a tree that the arrow keys walk. */
export function Waterfall({ spans, lengthMs, folded, selected, matches, select, fold }: Props) {
  const tree = useRef<HTMLDivElement>(null);
  const rows = visibleSpans(spans, folded);
  const total = Math.max(lengthMs, 0.001);
  const share = (ms: number) => `${Math.max(0, Math.min(100, (ms / total) * 100))}%`;
  useEffect(() => {
    tree.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [selected]);

  const keys = (event: KeyboardEvent) => {
    const at = rows.findIndex((span) => span.spanId === selected);
    const span = rows[at];
    const go = (index: number) => rows[index] && select(rows[index].spanId);
    const actions: Record<string, () => void> = {
      ArrowDown: () => void go(Math.min(rows.length - 1, at + 1)),
      ArrowUp: () => void go(Math.max(0, at - 1)),
      Home: () => void go(0),
      End: () => void go(rows.length - 1),
      ArrowRight: () => span && (folded.has(span.spanId) ? fold(span.spanId, false) : hasChildren(rows, at) && go(at + 1)),
      ArrowLeft: () => {
        if (span && !folded.has(span.spanId) && hasChildren(rows, at)) {
          fold(span.spanId, true);
        } else if (span) {
          go(rows.findLastIndex((row, index) => index < at && row.depth < span.depth));
        }
      },
    };
    const action = actions[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  };

  return (
    <div class="waterfall" data-testid="waterfall">
      <div class="waterfall-ruler" aria-hidden="true">
        <span />
        <div class="ruler">{ticks(0, total).map((ms) => <span key={ms} class="tick" style={{ left: share(ms) }}>{duration(ms)}</span>)}</div>
      </div>
      <div role="tree" tabIndex={0} ref={tree} aria-label="Spans" aria-activedescendant={selected ? `span-${selected}` : undefined} onKeyDown={keys}>
        {rows.map((span, index) => {
          const parent = folded.has(span.spanId) || hasChildren(rows, index);
          return (
            <div
              key={span.spanId}
              id={`span-${span.spanId}`}
              role="treeitem"
              class="span-row"
              aria-level={span.depth + 1}
              aria-selected={span.spanId === selected}
              aria-expanded={parent ? !folded.has(span.spanId) : undefined}
              data-match={matches.has(span.spanId)}
              data-critical={span.critical}
              onClick={() => select(span.spanId)}
            >
              <span class="span-name" style={{ paddingLeft: `${Math.min(span.depth, 12) * 0.875}rem` }}>
                <span
                  class="fold"
                  aria-hidden="true"
                  onClick={(event) => {
                    event.stopPropagation();
                    fold(span.spanId, !folded.has(span.spanId));
                  }}
                >
                  {parent ? (folded.has(span.spanId) ? "▸" : "▾") : ""}
                </span>
                <span class="span-title">{span.name}</span>
                <span class="quiet small"> {span.resource}</span>
                {span.status === "error" && <> <Badge tone="bad">error</Badge></>}
                {span.orphan && <> <Badge tone="bad" title="Its parent was never received">parent missing</Badge></>}
              </span>
              <span class="span-track">
                <span class={span.durationMs < 0 ? "span-bar span-bar-bad" : `span-bar span-${look(span)}`} style={{ left: share(Math.min(span.startMs, span.startMs + span.durationMs)), width: share(Math.abs(span.durationMs)) }} />
                {span.events.map((event, at) => <span key={at} class="span-event" title={`${event.name} at ${duration(event.atMs)}`} style={{ left: share(event.atMs) }} />)}
                <span class="span-length" style={span.startMs / total > 0.8 ? { right: `calc(${100 - (span.startMs / total) * 100}% + 0.25rem)` } : { left: `calc(${share(span.startMs + Math.max(0, span.durationMs))} + 0.25rem)` }} data-inside={(span.startMs + span.durationMs) / total > 0.88 && span.startMs / total <= 0.8}>
                  {duration(span.durationMs)}
                </span>
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The phases' looks for the spans they are made of, so that a colour means one thing on all pages. */
function look(span: SpanRow): string {
  if (span.name.endsWith("user_speech") || span.name === "user_turn") {
    return "speech";
  }

  if (span.name.endsWith("endpointing") || span.name.startsWith("eou_")) {
    return "endpointing";
  }

  if (span.name.startsWith("realtime_inference") || span.name.startsWith("chat ")) {
    return "model";
  }

  if (span.name.startsWith("execute_tool")) {
    return "tool";
  }

  return span.name.endsWith("agent_speech") || span.name === "agent_speaking" ? "agent" : "plain";
}
