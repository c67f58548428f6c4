import { useEffect, useRef, useState } from "preact/hooks";
import { useEvent, useReconnects } from "../api/events";
import type { TurnRow } from "../api/types";

const refreshMs = 1_000;

export interface Follow {
  paused: boolean;
  /** Turns that began, grew or ended while the page was paused. */
  waiting: number;
  toggle: () => void;
}

/**
 * Follows the turns: a row that is shown grows in place; everything else (a new one, another order, the figures of the
 * header) is asked for again, at most once a second. Paused, nothing moves, and what waits is counted.
 */
export function useLiveTurns(rows: TurnRow[], refresh: () => void): Follow & { rows: TurnRow[] } {
  const [paused, setPaused] = useState(false);
  // Of the rows that are shown: what was asked for is newer than what had grown before.
  const [grown, setGrown] = useState<{ of: TurnRow[]; turns: ReadonlyMap<string, TurnRow> }>({ of: rows, turns: new Map() });
  const [waiting, setWaiting] = useState(0);
  const seen = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const reconnects = useReconnects();

  const soon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      refresh();
    }, refreshMs);
  };

  useEvent("turn", (turn) => {
    if (paused) {
      seen.current.add(turn.id);
      setWaiting(seen.current.size);
      return;
    }

    if (rows.some((row) => row.id === turn.id)) {
      setGrown((last) => ({ of: rows, turns: new Map(last.of === rows ? last.turns : []).set(turn.id, turn) }));
    }

    soon();
  });
  useEffect(() => {
    if (reconnects > 0 && !paused) {
      refresh();
    }
  }, [reconnects]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const toggle = () => {
    if (paused) {
      seen.current.clear();
      setWaiting(0);
      refresh();
    }

    setPaused(!paused);
  };

  return { paused, waiting, toggle, rows: grown.of === rows ? rows.map((row) => grown.turns.get(row.id) ?? row) : rows };
}
