import type { SessionDetail, TurnDetail } from "../api/types";
import { useAbout } from "../app/AboutContext";
import { AspireLink } from "../app/AspireLink";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { paths } from "../app/routes";
import { verdict } from "../turns/budgets";
import { findingWords } from "../turns/TurnBadges";
import { Badge } from "../ui/Badge";
import { duration } from "../ui/format";
import { PhaseDetail } from "./PhaseDetail";
import { PhaseTable } from "./PhaseTable";
import { TranscriptView } from "./TranscriptView";
import { TurnFacts } from "./TurnFacts";
import { whySlow } from "./whySlow";

interface Props {
  turn: TurnDetail;
  detail: SessionDetail;
  phase: number | undefined;
  choosePhase: (index: number) => void;
  play: ((fromMs: number, toMs?: number) => void) | undefined;
}

export function TurnPanel({ turn, detail, phase, choosePhase, play }: Props) {
  const aspire = useAbout()?.aspireUrl;
  const judged = turn.heardSilenceMs === null ? undefined : verdict(turn.heardSilenceMs, detail.budgets);
  const chosen = phase === undefined ? undefined : turn.phases[phase];
  return (
    <div class="turn-panel" data-testid="turn-panel">
      <div class="panel-column">
        <section class="turn-lead" aria-label="Silence the caller heard">
          <p class={`big-number silence-${judged?.tone ?? "plain"}`} data-testid="heard-silence" data-ms={turn.heardSilenceMs}>{duration(turn.heardSilenceMs)}</p>
          <p class="big-words">silence the caller heard{judged?.words && <span class="quiet">, {judged.words}</span>}</p>
          {turn.mediaPathMs !== null && <p class="quiet">{duration((turn.heardSilenceMs ?? 0) - turn.mediaPathMs)} at the agent and {duration(turn.mediaPathMs)} on the way to and from the caller</p>}
          <p class="why" data-testid="why-slow" data-cause={turn.cause?.name}>{whySlow(turn, detail.medians)}</p>
          {turn.causes.slice(1, 3).filter((cause) => cause.excessMs > 0).map((cause) => <p key={cause.name} class="quiet">{cause.text}</p>)}
          {turn.findings.length > 0 && (
            <ul class="findings" aria-label="Doubts about the figures">
              {turn.findings.map((finding, index) => <li key={index}><Badge tone="bad">{findingWords[finding.kind]}</Badge> {finding.text}</li>)}
            </ul>
          )}
          <div class="actions">
            {play && <button type="button" class="button" onClick={() => play(Math.max(0, turn.offsetMs - 300), turn.offsetMs + turn.lengthMs)}>Play this turn</button>}
            {turn.traceId && <Link class="button" href={paths.trace(turn.traceId)}>Open trace</Link>}
            {turn.traceId && aspire && <AspireLink class="button" href={aspire + paths.trace(turn.traceId)}>Trace in Aspire</AspireLink>}
            <Link class="button" href={address("/compare", { a: "fleet", b: `turn:${turn.id}` })}>Compare</Link>
          </div>
        </section>
        <TranscriptView turn={turn} />
      </div>
      <div class="panel-column">
        {chosen && <PhaseDetail turn={turn} phase={chosen} play={play} />}
        {turn.phases.length > 0 && <PhaseTable turn={turn} medians={detail.medians} selected={phase} choose={choosePhase} />}
      </div>
      <div class="panel-column"><TurnFacts turn={turn} /></div>
    </div>
  );
}
