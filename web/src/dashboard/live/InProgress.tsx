import { useEffect, useState } from "preact/hooks";
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
  if (turns.length === 0) {
    return <p class="quiet" data-testid="nobody-speaks">Nobody speaks at the moment.</p>;
  }

  // The clock of the agent may not be this machine's: it runs on from the last news, and not for long.
  const length = (turn: TurnRow) => Math.max(turn.lengthMs, Math.min(now - new Date(turn.startedAt).getTime(), turn.lengthMs + unheardMs));
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
