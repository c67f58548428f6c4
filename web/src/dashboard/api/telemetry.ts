/** Traces, logs and metrics: the part of the API that knows nothing of turns. */

import type { Instant } from "./types.ts";

export interface TraceRow {
  traceId: string;
  /** Name of the root span, or of the earliest one when the root is missing. */
  name: string;
  resource: string;
  resources: string[];
  startedAt: Instant;
  durationMs: number;
  spans: number;
  errors: number;
  /** Set when the trace is a turn. */
  sessionId: string | null;
  turn: number | null;
}

/** GET /api/traces/{id} */
export interface TraceDetail extends TraceRow {
  tree: SpanRow[];
  logs: LogRow[];
}

export interface SpanRow {
  traceId: string;
  spanId: string;
  parentId: string | null;
  /** Depth in the tree; a span whose parent never came is at 0 and `orphan`. In order of the tree. */
  depth: number;
  orphan: boolean;
  name: string;
  kind: "internal" | "server" | "client" | "producer" | "consumer";
  resource: string;
  scope: string;
  /** Since the trace began. */
  startMs: number;
  durationMs: number;
  startedAt: Instant;
  status: "unset" | "ok" | "error";
  statusText: string | null;
  attributes: Attributes;
  events: { name: string; atMs: number; attributes: Attributes }[];
  links: { traceId: string; spanId: string }[];
  /** On the path that decides the trace's length. */
  critical: boolean;
}

export type Attributes = Record<string, string | number | boolean | null | AttributeValue[]>;
export type AttributeValue = string | number | boolean | null;

export interface LogRow {
  /** Grows by one with every record: also the cursor. */
  id: number;
  at: Instant;
  severity: "trace" | "debug" | "info" | "warn" | "error" | "fatal";
  resource: string;
  scope: string;
  body: string;
  eventName: string | null;
  traceId: string | null;
  spanId: string | null;
  sessionId: string | null;
  attributes: Attributes;
}

/** GET /api/metrics: one per instrument and resource. */
export interface Instrument {
  resource: string;
  meter: string;
  name: string;
  unit: string;
  description: string;
  kind: "gauge" | "sum" | "histogram";
  series: number;
  last: number | null;
}

/** GET /api/metrics/{name}?resource=&from=&to= */
export interface InstrumentDetail extends Instrument {
  items: Series[];
}

export interface Series {
  attributes: Attributes;
  points: { at: Instant; value: number | null; count: number | null; sum: number | null; p50: number | null; p90: number | null; p95: number | null }[];
  /** Histograms: over the range asked for. */
  buckets: { upTo: number | null; count: number }[];
  exemplars: Exemplar[];
}

export interface Exemplar {
  at: Instant;
  value: number;
  traceId: string;
  spanId: string;
  /** Set when the trace is a turn. */
  sessionId: string | null;
  turn: number | null;
}
