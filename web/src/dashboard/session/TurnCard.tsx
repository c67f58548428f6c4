import type { SessionDetail, TurnDetail } from "../api/types";
import { PhaseBar } from "../turns/PhaseBar";
import { Silence } from "../turns/Silence";
import { TurnBadges } from "../turns/TurnBadges";
import { duration, position } from "../ui/format";
import type { Move } from "./ranges";
import { TurnPanel } from "./TurnPanel";

interface Props {
  turn: TurnDetail;
  detail: SessionDetail;
  scaleMs: number;
  move: Move | undefined;
  open: boolean;
  phase: number | undefined;
  choose: (turn: number, phase?: number) => void;
  close: () => void;
  play: ((fromMs: number, toMs?: number) => void) | undefined;
}

/** One turn of the call; opened, everything that is known about it. */
export function TurnCard({ turn, detail, scaleMs, move, open, phase, choose, close, play }: Props) {
  return (
    <li>
      {move && <p class="move" data-testid="move-note">{move.text} from here on</p>}
      <article class="turn-card" data-testid="turn-card" data-turn={turn.index} data-outcome={turn.outcome} data-open={open}>
        <div class="turn-line">
          <button type="button" class="turn-button" data-turn-button={turn.index} aria-expanded={open} onClick={() => (open ? close() : choose(turn.index))}>
            <span class="turn-index">{turn.index}</span>
            <span class="turn-who">
              {turn.initiator === "agent" ? "Agent begins" : "Caller"}
              <span class="quiet small">{position(turn.offsetMs)}, {duration(turn.lengthMs)}</span>
            </span>
            <span class="turn-silence"><Silence ms={turn.heardSilenceMs} budgets={detail.budgets} /></span>
          </button>
          <div class="turn-bar">
            <PhaseBar phases={turn.phases} scaleMs={scaleMs} widthPx={700} selected={open ? phase : undefined} choose={(index) => choose(turn.index, index)} />
            <div class="turn-foot">
              <TurnBadges turn={turn} quiet />
              {turn.cause && <span class="turn-cause">slow for {turn.cause.name}, +{duration(turn.cause.excessMs)}</span>}
              {!open && <Snippet turn={turn} />}
            </div>
          </div>
        </div>
        {open && <TurnPanel turn={turn} detail={detail} phase={phase} choosePhase={(index) => choose(turn.index, index)} play={play} />}
      </article>
    </li>
  );
}

function Snippet({ turn }: { turn: TurnDetail }) {
  const text = turn.transcript?.user ?? turn.transcript?.heard ?? turn.transcript?.agent;
  return text ? <span class="snippet quiet">{text}</span> : null;
}
