/** Counts down to the moment the service allows another attempt. */
export class RetryCountdown {
  private timer?: ReturnType<typeof setInterval>;
  private deadline = 0;

  /** Whole seconds left; 0 when a new attempt is welcome. */
  get secondsLeft(): number {
    return Math.max(0, Math.ceil((this.deadline - Date.now()) / 1000));
  }

  /** Calls `tick` at once and then whenever the number of seconds may have changed, the last time with 0. */
  start(waitMs: number, tick: (secondsLeft: number) => void): void {
    this.stop();
    this.deadline = Date.now() + waitMs;
    tick(this.secondsLeft);
    if (this.secondsLeft === 0) {
      return;
    }
    // Four times a second, because timers of a hidden tab drift and the clock is what counts.
    this.timer = setInterval(() => {
      const left = this.secondsLeft;
      if (left === 0) {
        this.stop();
      }
      tick(left);
    }, 250);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.deadline = 0;
  }
}
