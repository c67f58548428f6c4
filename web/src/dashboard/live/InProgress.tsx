import { useEffect, useRef, useState } from "preact/hooks";
import type { Budget, TurnRow } from "../api/types";
import { Link } from "../app/Link";
import { PhaseBar } from "../turns/PhaseBar";
import { phaseWords } from "../turns/phases";
import { shortId } from "../turns/TurnTable";
import { turnLink } from "../turns/turnLink";
import { duration } from "../ui/format";

const unheardMs = 5_000;

/** Turns from the onset of speech on: they grow until they end. */
export function InProgress({ turns, budgets }: { turns: TurnRow[]; budgets: readonly Budget[] }) {
  const now = useNow(turns.length > 0);
  const newsAt = useNewsAt();
  if (turns.length === 0) {
    return <p class="quiet" data-testid="nobody-speaks">Nobody speaks at the moment.</p>;
  }

  const length = (turn: TurnRow) => turn.lengthMs + Math.min(unheardMs, Math.max(0, now - newsAt(turn)));
  const scaleMs = Math.max(6_000, ...turns.map((turn) => turn.lengthMs));
  return (
    <ul class="running" data-testid="in-progress">
      {turns.map((turn) => {
        const phase = turn.phases.at(-1);
        return (
          <li key={turn.id} class="running-turn">
            <Link href={turnLink(turn.sessionId, turn.index)} class="nowrap"><span class="mono">{shortId(turn.sessionId)}</span> turn {turn.index}</Link>
            <span class="quiet nowrap">{turn.region}</span>
            <PhaseBar phases={turn.phases} scaleMs={scaleMs} widthPx={600} />
            <span class="nowrap">{phase ? phaseWords[phase.name].name : "begins"}, {duration(length(turn))}{overBudget(turn, budgets)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function overBudget(turn: TurnRow, budgets: readonly Budget[]): string {
  const last = budgets.filter((budget) => (turn.heardSilenceMs ?? 0) > budget.ms).at(-1);
  return last ? `, over ${last.name}` : "";
}

/** When a turn last grew, by this browser's clock: the agent's may be another, so a turn runs on from the last news, and not for long. */
function useNewsAt(): (turn: TurnRow) => number {
  const news = useRef(new Map<string, { lengthMs: number; at: number }>());
  return (turn) => {
    const known = news.current.get(turn.id);
    if (known?.lengthMs === turn.lengthMs) {
      return known.at;
    }

    const at = Date.now();
    news.current.set(turn.id, { lengthMs: turn.lengthMs, at });
    return at;
  };
}

function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) {
      return;
    }

    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
