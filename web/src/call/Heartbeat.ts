/** How often the agent is asked for a sign of life, in milliseconds. */
export const PING_MS = 400;

/** Silence after which something between here and the agent is broken, in milliseconds: three pings. */
export const SILENCE_MS = 1_200;

/** The same when the signalling is gone as well, which makes it certain sooner. */
export const SILENCE_WITHOUT_SIGNALLING_MS = 600;

// A hidden page's timers may come once a second: silence counts only for questions that were asked.
const MIN_UNANSWERED = 2;

/** Notices that the agent cannot be heard any more, whichever part on the way is the one that died. */
export class Heartbeat {
  private timer?: ReturnType<typeof setInterval>;
  private sent = 0;
  private answered = 0;
  private lastPong?: number;
  private generation = 0;
  private silenceMs = SILENCE_MS;

  constructor(
    private readonly ping: (n: number) => void,
    private readonly silent: () => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.tick(), PING_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  signalling(open: boolean): void {
    this.silenceMs = open ? SILENCE_MS : SILENCE_WITHOUT_SIGNALLING_MS;
  }

  /** Returns false for the answer of an agent that was replaced meanwhile. */
  pong(n: number, generation: number): boolean {
    if (generation < this.generation) {
      return false;
    }
    this.generation = generation;
    this.answered = Math.max(this.answered, n);
    this.lastPong = Date.now();
    return true;
  }

  private tick(): void {
    this.ping(++this.sent);
    // An agent that never answered does not know the question, or is not there yet: both are noticed by others.
    const heard = this.lastPong !== undefined && (Date.now() - this.lastPong <= this.silenceMs || this.sent - this.answered < MIN_UNANSWERED);
    if (this.lastPong !== undefined && !heard) {
      this.silent();
    }
  }
}
