import type { Budget, Distribution, Instant, Kept, SessionRow, TurnRow } from "./types";

// ---- live -----------------------------------------------------------------------------------------------------------------

/** GET /api/live */
export interface Live {
  at: Instant;
  regions: RegionNow[];
  turnsInProgress: TurnRow[];
  /** The slowest turns of the last quarter of an hour, slowest first, ten at most. */
  slowest: TurnRow[];
  budgets: Budget[];
}

export interface RegionNow {
  name: string;
  health: "healthy" | "degraded" | "down" | "unknown";
  /** Why it is not healthy. */
  reasons: string[];
  slots: number | null;
  activeCalls: number | null;
  draining: boolean;
  providers: { name: string; state: "ready" | "failing" | "unknown"; handshakeMs: number | null; chosen: boolean }[];
  /** Of the last quarter of an hour. */
  heardSilence: Distribution;
  /** Heard silence of the latest turns, oldest first, 60 at most; `at` is when the dashboard heard of it. */
  recent: { at: Instant; ms: number; sessionId: string; turn: number }[];
  /** By the dashboard's clock. */
  lastSeen: Instant | null;
  /** The sender there whose clock is furthest from the dashboard's, where that is 5 s or more; negative when it is behind. */
  clock: { sender: string; offsetMs: number } | null;
}

// ---- compare --------------------------------------------------------------------------------------------------------------

/** GET /api/compare?a=&b=, each `turn:<id>`, `session:<id>`, `range:<from>/<to>` (instants) or `fleet`. */
export interface Comparison {
  a: ComparisonSide;
  b: ComparisonSide;
  rows: ComparisonRow[];
}

export interface ComparisonSide {
  key: string;
  title: string;
  turns: number;
  /** The turn itself, or the median one of the side by heard silence. */
  turn: TurnRow | null;
}

export interface ComparisonRow {
  /** "heard_silence", phase names, "provider", "network", "media path", "tool <name>", "barge_in_stop", "cost", "tokens_in", "tokens_out". */
  name: string;
  unit: "ms" | "usd" | "tokens";
  a: Distribution;
  b: Distribution;
  /** b's median minus a's; null when one has none. */
  delta: number | null;
}

// ---- import ---------------------------------------------------------------------------------------------------------------

/** POST /api/import, body the zip, header `X-Requested-With: dashboard`. */
export interface ImportResult {
  spans: number;
  /** Log events: marks of turns and states of media. */
  records: number;
  audioSeconds: number;
  /** Spans and records that were here already. */
  known: number;
  sessions: string[];
}

// ---- /api/events (server-sent events) -------------------------------------------------------------------------------------

/** `event:` is the type, `data:` the JSON. After a reconnect everything is fetched anew: nothing is replayed. */
export interface Events {
  /** A turn began, grew or ended. At most four a second for each turn. */
  turn: TurnRow;
  session: SessionRow;
  /** Every second in which something came in. */
  counters: Kept;
}
