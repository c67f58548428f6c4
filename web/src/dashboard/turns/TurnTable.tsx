import { useRef } from "preact/hooks";
import type { Budget, TurnRow } from "../api/types";
import { Link } from "../app/Link";
import { Badge } from "../ui/Badge";
import { duration, moment } from "../ui/format";
import { PhaseBar } from "./PhaseBar";
import { silence } from "./phases";
import { Silence } from "./Silence";
import { TurnBadges } from "./TurnBadges";
import { turnLink } from "./turnLink";
import { useRows } from "./useRows";

interface Props {
  turns: TurnRow[];
  budgets: readonly Budget[];
  caption: string;
}

/** Turns with what their silence was made of, all on one scale. */
export function TurnTable({ turns, budgets, caption }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const marked = useRows(turns.length, () => body.current);
  const scaleMs = Math.max(...turns.map((turn) => turn.heardSilenceMs ?? 0), ...budgets.map((budget) => budget.ms * 1.1), 1);
  return (
    <div class="table-scroll">
      <table class="table turn-table" data-testid="turns">
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">Silence heard</th>
            <th scope="col" class="wide">Made of</th>
            <th scope="col">Slow for</th>
            <th scope="col">Turn</th>
            <th scope="col">Region</th>
            <th scope="col">Persona</th>
            <th scope="col">Tools</th>
            <th scope="col">Outcome</th>
            <th scope="col" class="number">Began</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {turns.map((turn, index) => (
            <tr key={turn.id} aria-current={marked === index ? "true" : undefined} data-testid="turn" data-turn={turn.id} data-outcome={turn.outcome}>
              <td class="number strong"><Silence ms={turn.heardSilenceMs} budgets={budgets} /></td>
              <td class="wide"><PhaseBar phases={silence(turn)} scaleMs={scaleMs} budgets={[...budgets]} /></td>
              <td class="cause" data-label="Slow for" title={turn.cause?.text}>{turn.cause ? `${turn.cause.name} +${duration(turn.cause.excessMs)}` : ""}</td>
              <td>
                <Link data-row href={turnLink(turn.sessionId, turn.index)} class="nowrap">
                  <span class="mono">{shortId(turn.sessionId)}</span> turn {turn.index}
                </Link>
                {turn.initiator === "agent" && <> <Badge>agent began</Badge></>}
              </td>
              <td class="nowrap">{turn.region ?? "–"}</td>
              <td class="nowrap">{turn.persona ?? "–"}</td>
              <td class="nowrap">{turn.tools.join(", ")}</td>
              <td><TurnBadges turn={turn} /></td>
              <td class="number">{moment(turn.startedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Enough of an id to tell calls apart by eye. */
export const shortId = (id: string): string => (id.length > 14 ? `${id.slice(0, 5)}…${id.slice(-5)}` : id);
