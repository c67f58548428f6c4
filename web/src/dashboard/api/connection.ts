import { useEffect, useState } from "preact/hooks";

/** Whether the dashboard's own service answers. What is on the page stays there and is said to be old. */
export interface Connection {
  lost: boolean;
  lastAnswerAt: number | undefined;
  reason: string | undefined;
  /** How far it is with reading what it kept from its last run, in percent; undefined once all of it is there. */
  readPercent: number | undefined;
}

let connection: Connection = { lost: false, lastAnswerAt: undefined, reason: undefined, readPercent: undefined };
const listeners = new Set<() => void>();

export function answered(at = Date.now()): void {
  set({ ...connection, lost: false, lastAnswerAt: at, reason: undefined });
}

export function reading(readPercent: number | undefined): void {
  set({ ...connection, readPercent });
}

export function unanswered(reason: string): void {
  set({ ...connection, lost: true, reason });
}

export function useConnection(): Connection {
  const [value, setValue] = useState(connection);
  useEffect(() => {
    const changed = () => setValue(connection);
    listeners.add(changed);
    changed();
    return () => void listeners.delete(changed);
  }, []);
  return value;
}

function set(next: Connection): void {
  const changed = next.lost !== connection.lost || next.reason !== connection.reason || next.readPercent !== connection.readPercent;
  connection = next;
  if (changed) {
    for (const listener of [...listeners]) {
      listener();
    }
  }
}
