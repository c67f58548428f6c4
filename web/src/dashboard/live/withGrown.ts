import type { TurnRow } from "../api/types";

/** What was answered, with what has happened since: turns that grew, ended or began. */
export function withGrown(turns: TurnRow[], grown: ReadonlyMap<string, TurnRow>): TurnRow[] {
  const all = new Map(turns.map((turn) => [turn.id, turn]));
  grown.forEach((turn, id) => all.set(id, turn));
  return [...all.values()].filter((turn) => turn.outcome === "in_progress");
}
