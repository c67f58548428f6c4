import type { Budget } from "../api/types";
import type { Tone } from "../ui/Badge";
import { duration } from "../ui/format";

export interface Verdict {
  tone: Tone;
  /** Says without colour what the tone says. */
  mark: string;
  words: string;
}

/** How a silence stands against the budgets, which are lines people drew and not laws of nature. */
export function verdict(ms: number, budgets: readonly Budget[]): Verdict {
  if (ms < 0) {
    return { tone: "bad", mark: "!", words: "impossible: the answer began before the caller had ended" };
  }

  const lines = [...budgets].sort((a, b) => a.ms - b.ms);
  const missed = lines.filter((line) => ms > line.ms);
  const last = missed.at(-1);
  if (!last) {
    return { tone: "plain", mark: "", words: lines[0] ? `within ${lines[0].name} (${duration(lines[0].ms)})` : "" };
  }

  return missed.length === lines.length
    ? { tone: "bad", mark: "▲", words: `over ${last.name} (${duration(last.ms)})` }
    : { tone: "warn", mark: "△", words: `over ${last.name} (${duration(last.ms)})` };
}
