import { useEffect, useRef, useState } from "preact/hooks";
import { answered, unanswered } from "./connection";
import type { Events } from "./types";

type Handler = (value: never) => void;

const handlers = new Map<keyof Events, Set<Handler>>();
const reconnected = new Set<() => void>();
const retryMs = 3_000;
let source: EventSource | undefined;
let wasLost = false;

/** One stream for the whole page. It is opened by the first that listens, and again whenever it broke. */
export function useEvent<K extends keyof Events>(type: K, handler: (value: Events[K]) => void): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const listener: Handler = (value) => latest.current(value);
    const all = handlers.get(type) ?? new Set();
    handlers.set(type, all);
    all.add(listener);
    open();
    return () => void all.delete(listener);
  }, [type]);
}

/** Grows each time the stream came back: what was missed meanwhile has to be asked for. */
export function useReconnects(): number {
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const again = () => setTimes((value) => value + 1);
    reconnected.add(again);
    return () => void reconnected.delete(again);
  }, []);
  return times;
}

function open(): void {
  if (source) {
    return;
  }

  const stream = new EventSource("/api/events");
  source = stream;
  stream.onopen = () => {
    answered();
    if (wasLost) {
      wasLost = false;
      reconnected.forEach((again) => again());
    }
  };
  stream.onerror = () => {
    wasLost = true;
    unanswered("live updates stopped");
    // The browser gives up after some answers (a proxy's 502, say); this page does not.
    if (stream.readyState === EventSource.CLOSED) {
      source = undefined;
      setTimeout(open, retryMs);
    }
  };
  for (const type of ["turn", "session", "counters"] as const) {
    stream.addEventListener(type, (event) => deliver(type, (event as MessageEvent<string>).data));
  }
}

function deliver(type: keyof Events, text: string): void {
  const value = JSON.parse(text) as never;
  handlers.get(type)?.forEach((handler) => handler(value));
}
