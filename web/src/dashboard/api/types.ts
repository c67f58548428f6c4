/**
 * The dashboard's JSON API, exactly as EdgeVoice.Dashboard answers it. Durations are milliseconds, instants are ISO 8601 in
 * UTC, an absent figure is null (never 0). A list is always a Page.
 */

export type Instant = string;

export interface Page<T> {
  items: T[];
  /** Pass it on as `cursor` for the next page; null on the last one. */
  nextCursor: string | null;
  /** How many match the filter in all. */
  total: number;
}

/** RFC 9457, `application/problem+json`; every answer of 400 and above. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  /** Field -> what is wrong with it and how to set it right. */
  errors?: Record<string, string[]>;
}

// ---- /api/about -------------------------------------------------------------------------------------------------------

export interface About {
  version: string;
  /** What people said is shown. Otherwise `transcript` is null and attributes `edgevoice.pii.*` read "hidden". */
  content: boolean;
  /** Aspire's dashboard, without a slash at its end; null where there is none. */
  aspireUrl: string | null;
  /** Lines to draw over heard silence. */
  budgets: Budget[];
  kept: Kept;
  history: History;
}

/** What was kept from the last run. While it is read, answers have the header `Dashboard-Loading` (percent) and are made of the newest turns. */
export interface History {
  isDone: boolean;
  percent: number;
  /** Why some of it could not be read and is missing. */
  problem: string | null;
}

export interface Budget {
  name: string;
  /** Milliseconds of heard silence. */
  ms: number;
}

export interface Kept {
  spans: Count;
  traces: Count;
  turns: Count;
  sessions: Count;
  gauges: Count;
  audioBytes: Count;
  storeBytes: Count;
  /** Log events for which there was no room, since the start. */
  recordsRefused: number;
}

export interface Count {
  now: number;
  limit: number;
  /** Oldest ones dropped to stay within the limit, and new ones refused, since the start. */
  dropped: number;
}

// ---- turns ------------------------------------------------------------------------------------------------------------

export type TurnOutcome =
  | "in_progress"
  | "complete"
  | "interrupted"
  | "no_input"
  | "tool_error"
  | "model_error"
  | "session_closed"
  /** The telemetry of its end never came. */
  | "unknown";

export type PhaseName =
  /** Onset of the caller's speech to its end. */
  | "user_speech"
  /** End of speech to the decision that it had ended. */
  | "endpointing"
  /** That decision to the provider's first audio, without the tools in between. */
  | "model_wait"
  /** A tool ran and nothing was heard; `detail` is its name. */
  | "tool"
  /** First audio received to the first audio heard. */
  | "playout"
  /** The caller hears the agent. */
  | "agent_speech"
  /** What no mark explains. */
  | "other"
  /** Of a silence alone, and never a phase of a turn: sound on its way to the agent and back. */
  | "media_path";

export interface Phase {
  name: PhaseName;
  detail: string | null;
  /** Since the turn began. */
  startMs: number;
  /** May be negative: marks in the wrong order are shown, not hidden. The phases of a turn always sum to `lengthMs`. */
  durationMs: number;
}

export interface Finding {
  kind: "negative_phase" | "overlap" | "missing_mark" | "dropped_span" | "mismatch" | "clock" | "unfinished";
  /** Mark, phase or span it is about. */
  subject: string;
  text: string;
}

export interface Cause {
  /** "provider", "network", "media path", "endpointing", "playout", "agent", or "tool <name>". */
  name: string;
  /** What it took in this turn. */
  ms: number;
  /** The median it is compared with. */
  medianMs: number;
  /** `ms - medianMs`: the largest of all causes. */
  excessMs: number;
  against: "session" | "fleet";
  /** Turns behind the median. */
  n: number;
  /** One sentence for people. */
  text: string;
}

export interface TurnRow {
  /** `<sessionId>.<index>`, for `/sessions/{sessionId}?turn={index}`. */
  id: string;
  sessionId: string;
  index: number;
  /** 1, and one more each time another agent took the call over. */
  generation: number;
  /** Null while only marks have come. */
  traceId: string | null;
  region: string | null;
  persona: string | null;
  initiator: "caller" | "agent";
  outcome: TurnOutcome;
  interrupted: boolean;
  startedAt: Instant;
  /** So far, while the turn is in progress. */
  lengthMs: number;
  /** End of the caller's speech to the first sound of the answer at the caller's ear; at the agent when the media path is not known. */
  heardSilenceMs: number | null;
  /** What of it is sound on its way to the agent and back. */
  mediaPathMs: number | null;
  /** Onset of the interrupting speech to silence. */
  bargeInStopMs: number | null;
  /** Names, in order of their start. */
  tools: string[];
  phases: Phase[];
  /** Null when the turn was not 200 ms slower than the medians of what it consists of. */
  cause: Cause | null;
  findings: Finding[];
  tokens: Tokens | null;
  /** US dollars by the price file; null without a price for the model. */
  cost: number | null;
  model: string | null;
  /** "edgevoice", "livekit-agents", "pipecat": whose span names these were. */
  source: string;
}

export interface Tokens {
  input: number;
  output: number;
  inputAudio: number | null;
  outputAudio: number | null;
  cached: number | null;
}

/** Never a percentile without n. */
export interface Distribution {
  n: number;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  max: number | null;
}

/** GET /api/turns/summary, same filters as /api/turns. */
export interface TurnsSummary {
  turns: number;
  heardSilence: Distribution;
  bargeInStop: Distribution;
  endpointing: Distribution;
  modelWait: Distribution;
  /** Outcome -> turns. */
  outcomes: Record<string, number>;
  /** Cause name -> turns for which it is the cause. */
  causes: Record<string, number>;
  /** Budget name -> turns within it. */
  withinBudget: Record<string, number>;
  /** Histogram of heard silence, 100 ms wide bins from 0; the last one is open. `negative` counts impossible values. */
  bins: { fromMs: number; turns: number }[];
  negative: number;
  cost: number | null;
  /** Values to choose from in filters. */
  regions: string[];
  personas: string[];
  tools: string[];
}

// ---- sessions -----------------------------------------------------------------------------------------------------------

export interface SessionRow {
  id: string;
  region: string | null;
  /** All of them, when the call moved. */
  regions: string[];
  persona: string | null;
  model: string | null;
  startedAt: Instant;
  endedAt: Instant | null;
  lengthMs: number;
  inProgress: boolean;
  /** How the call ended, as the agent says it; null while it runs or when unknown. */
  outcome: string | null;
  generations: number;
  turns: number;
  heardSilence: Distribution;
  slowestTurn: number | null;
  interruptions: number;
  tools: number;
  errors: number;
  findings: number;
  cost: number | null;
  hasAudio: boolean;
  source: string;
}

/** GET /api/sessions/{id} */
export interface SessionDetail {
  session: SessionRow;
  turns: TurnDetail[];
  medians: { session: Medians; fleet: Medians };
  audio: AudioInfo | null;
  media: MediaSample[];
  budgets: Budget[];
}

/** Medians by phase name (and "tool <name>", "provider", "network", "media path", "heard_silence"), each with its n. */
export type Medians = Record<string, { ms: number; n: number }>;

export interface TurnDetail extends TurnRow {
  /** Since the session began: where the turn lies on the waveform. */
  offsetMs: number;
  marks: Mark[];
  /** Null when content is hidden or was not captured. */
  transcript: Transcript | null;
  /** Why it is null. */
  content: "shown" | "hidden" | "not_captured";
  toolCalls: ToolCall[];
  generatedMs: number | null;
  heardMs: number | null;
  network: Network;
  spans: SpanRow[];
  /** Every cause with its excess, largest first. */
  causes: Cause[];
}

export interface Mark {
  name: "speech_started" | "speech_ended" | "committed" | "response_started" | "first_audio" | "playout_started" | "playout_ended" | "response_ended";
  /** Since the turn began. */
  atMs: number;
}

export interface Transcript {
  user: string | null;
  /** All the words that were generated. */
  agent: string | null;
  /** What of them was heard. */
  heard: string | null;
  /** Characters of `agent` that were heard; null when nothing was cut. */
  cutAt: number | null;
}

export interface ToolCall {
  name: string;
  callId: string | null;
  startMs: number;
  durationMs: number;
  ok: boolean;
  spanId: string;
}

export interface Network {
  /** Round trip to the provider on its own socket, measured in this turn. */
  providerRttMs: number | null;
  /** What sound needs to the agent and back to the caller's ear, jitter buffers and all. */
  mediaPathMs: number | null;
  /** The agent's round trip to the LiveKit server; jitter and loss of the caller's media. */
  callerRttMs: number | null;
  callerJitterMs: number | null;
  callerLossPercent: number | null;
}

export interface MediaSample {
  /** Since the session began. */
  atMs: number;
  callerRttMs: number | null;
  callerJitterMs: number | null;
  callerLossPercent: number | null;
  /** Caller audio waiting in the client's jitter buffer. */
  jitterBufferMs: number | null;
  /** Agent audio waiting for play-out. */
  playoutBufferMs: number | null;
}

export type Lane = "caller" | "agent";

export interface AudioInfo {
  sampleRate: number;
  lanes: { lane: Lane; fromMs: number; toMs: number; missingMs: number }[];
}

/** GET /api/sessions/{id}/waveform?lane=&points=&from=&to= */
export interface Waveform {
  lane: Lane;
  fromMs: number;
  toMs: number;
  /** Peak of each slice, 0 to 1; null where no audio was kept. */
  peaks: (number | null)[];
}

// ---- traces ---------------------------------------------------------------------------------------------------------------

/** GET /api/traces/{id} */
export interface TraceDetail {
  traceId: string;
  /** Name of the root span, or of the earliest one when the root is missing. */
  name: string;
  resources: string[];
  startedAt: Instant;
  durationMs: number;
  spans: number;
  errors: number;
  /** Set when the trace is a turn. */
  sessionId: string | null;
  turn: number | null;
  tree: SpanRow[];
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

// Regions, comparison, import and events have a file of their own.
export type * from "./operations";
