import type { CallEvent } from "./CallEvent";
import { type CallState, initialState } from "./CallState";
import { reduceCall } from "./reduceCall";

export type CallListener = (state: CallState, previous: CallState) => void;

/** Holds the state of the call and tells listeners about each change, in the order of events. */
export class CallMachine {
  private current = initialState;
  private readonly listeners = new Set<CallListener>();
  private readonly queue: CallEvent[] = [];
  private draining = false;

  get state(): CallState {
    return this.current;
  }

  subscribe(listener: CallListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispatch(event: CallEvent): void {
    this.queue.push(event);
    // A listener may dispatch; its event waits until every listener has seen the change before it.
    if (this.draining) {
      return;
    }
    this.draining = true;
    try {
      for (let next = this.queue.shift(); next; next = this.queue.shift()) {
        this.apply(next);
      }
    } finally {
      this.draining = false;
    }
  }

  private apply(event: CallEvent): void {
    const previous = this.current;
    this.current = reduceCall(previous, event);
    if (this.current !== previous) {
      for (const listener of [...this.listeners]) {
        listener(this.current, previous);
      }
    }
  }
}
