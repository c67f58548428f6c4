import type { Phase, TurnDetail } from "../api/types";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { paths } from "../app/routes";
import { phaseLabel, phaseWords } from "../turns/phases";
import { AttributeList } from "../traces/AttributeList";
import { duration, position } from "../ui/format";
import { phaseRange, spanOfPhase } from "./ranges";

/** What was clicked on: its range, the span it was made from. The logs below show the same range. */
export function PhaseDetail({ turn, phase, play }: { turn: TurnDetail; phase: Phase; play: ((fromMs: number, toMs?: number) => void) | undefined }) {
  const range = phaseRange(turn, phase);
  const span = spanOfPhase(turn, phase);
  return (
    <section class="panel-part panel-mark" aria-label={phaseLabel(phase)} data-testid="phase-detail">
      <h3>{phaseLabel(phase)}: {duration(phase.durationMs)}</h3>
      <p>{phaseWords[phase.name].means} {position(range.fromMs)} to {position(range.toMs)} of the call.</p>
      <div class="actions">
        {play && <button type="button" class="button button-small" onClick={() => play(range.fromMs, range.toMs)}>Play this range</button>}
        {span && <Link class="button button-small" href={address(paths.trace(span.traceId), { spanId: span.spanId })}>Open span</Link>}
      </div>
      {span ? (
        <>
          <p class="mono break" data-testid="phase-span">{span.name} <span class="quiet">{span.resource}, {duration(span.durationMs)}</span></p>
          <AttributeList attributes={span.attributes} />
        </>
      ) : <p class="quiet">No span covers this phase; it follows from the marks.</p>}
    </section>
  );
}
