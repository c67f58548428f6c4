import { isLost } from "./silence";

/** How often the agent is asked for a sign of life, in milliseconds. */
export const PING_MS = 400;

// While the signalling is gone, so that a room that is dead as well is left as soon as that is certain.
const HASTY_PING_MS = 100;

/** Notices that the agent cannot be heard any more, whichever part on the way is the one that died. */
export class Heartbeat {
  private timer?: ReturnType<typeof setInterval>;
  private sent = 0;
  private answered = 0;
  private lastPong?: number;
  private generation = 0;
  private signallingOpen = true;

  constructor(
    private readonly ping: (n: number) => void,
    private readonly silent: () => void,
  ) {}

  start(): void {
    clearInterval(this.timer);
    this.timer = setInterval(() => this.tick(), this.signallingOpen ? PING_MS : HASTY_PING_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  signalling(open: boolean): void {
    if (open !== this.signallingOpen) {
      this.signallingOpen = open;
      if (this.timer !== undefined) {
        this.start();
      }
    }
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
    const silentMs = this.lastPong === undefined ? undefined : Date.now() - this.lastPong;
    if (isLost(silentMs, this.sent - this.answered, this.signallingOpen)) {
      this.silent();
    }
  }
}
