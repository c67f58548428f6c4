// The shortest of them is the way itself; what a packet or a busy page adds is the jitter buffer's business.
const TRIPS = 8;

/** What sound needs from here to the agent and from there to the caller's ear, but for the agent's jitter buffer, which this side cannot see. */
export class MediaPath {
  private readonly asked = new Map<number, number>();
  private readonly trips: number[] = [];
  private readonly totals = new Map<string, { seconds: number; samples: number }>();
  private jitterBufferMs?: number;
  private deviceMs = 0;

  /** Milliseconds; undefined until both a heartbeat has come back and sound was played. */
  get ms(): number | undefined {
    return this.trips.length === 0 || this.jitterBufferMs === undefined ? undefined : Math.min(...this.trips) + this.jitterBufferMs + this.deviceMs;
  }

  ask(n: number, now = performance.now()): void {
    this.asked.set(n, now);
  }

  answer(n: number, now = performance.now()): void {
    const since = this.asked.get(n);
    if (since === undefined) {
      return;
    }
    // What was asked before and not answered is lost.
    [...this.asked.keys()].filter((earlier) => earlier <= n).forEach((earlier) => this.asked.delete(earlier));
    this.trips.push(now - since);
    this.trips.splice(0, this.trips.length - TRIPS);
  }

  /** Reads how long sound waited in the jitter buffer and in the device since the last report. */
  play(report: Iterable<[string, Record<string, unknown>]>): void {
    for (const [id, stats] of report) {
      if (stats.type === "inbound-rtp") {
        this.jitterBufferMs = this.since(id, stats.jitterBufferDelay, stats.jitterBufferEmittedCount) ?? this.jitterBufferMs;
      } else if (stats.type === "media-playout") {
        this.deviceMs = this.since(id, stats.totalPlayoutDelay, stats.totalSamplesCount) ?? this.deviceMs;
      }
    }
  }

  private since(id: string, seconds: unknown, samples: unknown): number | undefined {
    if (typeof seconds !== "number" || typeof samples !== "number") {
      return undefined;
    }
    // What waited while the stream began is no measure of what waits now.
    const before = this.totals.get(id);
    this.totals.set(id, { seconds, samples });
    return before !== undefined && samples > before.samples ? (1_000 * (seconds - before.seconds)) / (samples - before.samples) : undefined;
  }
}
