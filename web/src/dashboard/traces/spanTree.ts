import type { SpanRow } from "../api/types";

/** The rows of a waterfall: without what is folded away. Spans come in the order of their tree, each with its depth. */
export function visibleSpans(spans: readonly SpanRow[], folded: ReadonlySet<string>): SpanRow[] {
  const rows: SpanRow[] = [];
  let hiddenBelow = Number.POSITIVE_INFINITY;
  for (const span of spans) {
    if (span.depth > hiddenBelow) {
      continue;
    }

    hiddenBelow = folded.has(span.spanId) ? span.depth : Number.POSITIVE_INFINITY;
    rows.push(span);
  }

  return rows;
}

export const hasChildren = (spans: readonly SpanRow[], index: number): boolean => (spans[index + 1]?.depth ?? -1) > (spans[index]?.depth ?? 0);

/** Spans that hold the words in their name, resource, status or attributes: all of the words, in any case. */
export function searchSpans(spans: readonly SpanRow[], search: string): Set<string> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (span: SpanRow) => {
    const hay = `${span.name} ${span.resource} ${span.scope} ${span.status} ${span.statusText ?? ""} ${Object.entries(span.attributes).map(([name, value]) => `${name}=${String(value)}`).join(" ")}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  };
  return new Set(words.length === 0 ? [] : spans.filter(matches).map((span) => span.spanId));
}

/** Where to go from a span: its next match, around the end. */
export function nextMatch(rows: readonly SpanRow[], matches: ReadonlySet<string>, from: string | undefined, step: 1 | -1): string | undefined {
  const found = rows.filter((span) => matches.has(span.spanId));
  if (found.length === 0) {
    return undefined;
  }

  const at = rows.findIndex((span) => span.spanId === from);
  const after = step > 0
    ? found.find((span) => rows.indexOf(span) > at) ?? found[0]
    : found.findLast((span) => rows.indexOf(span) < at) ?? found.at(-1);
  return after?.spanId;
}

/** The folded span that hides this one, so that a link to it can unfold it. */
export function ancestors(spans: readonly SpanRow[], spanId: string): string[] {
  const at = spans.findIndex((span) => span.spanId === spanId);
  const found: string[] = [];
  let depth = spans[at]?.depth ?? 0;
  for (let index = at - 1; index >= 0 && depth > 0; index--) {
    if (spans[index]!.depth < depth) {
      depth = spans[index]!.depth;
      found.push(spans[index]!.spanId);
    }
  }

  return found;
}
