import type { Medians, TurnDetail } from "../api/types";
import { duration } from "../ui/format";
import { comparePhases, difference } from "./whySlow";

interface Props {
  turn: TurnDetail;
  medians: { session: Medians; fleet: Medians };
  selected: number | undefined;
  choose: (index: number) => void;
}

/** Each phase beside what it usually takes. */
export function PhaseTable({ turn, medians, selected, choose }: Props) {
  const rows = comparePhases(turn, medians);
  return (
    <section class="panel-part" aria-label="Phases against the medians">
      <h3>Where the time went</h3>
      <table class="table table-plain" data-testid="phase-table">
        <thead>
          <tr><th scope="col">Phase</th><th scope="col" class="number">Took</th><th scope="col" class="number">Session p50</th><th scope="col" class="number">Fleet p50</th><th scope="col" class="number">To fleet</th></tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const index = turn.phases.indexOf(row.phase);
            const slow = row.fleet !== undefined && row.ms > row.fleet.ms * 2 && row.ms - row.fleet.ms > 200;
            return (
              <tr key={row.label} aria-selected={selected === index}>
                <td>
                  <button type="button" class="phase-name" onClick={() => choose(index)}><span class={`swatch phase-${row.phase.name}`} aria-hidden="true" /> {row.label}</button>
                </td>
                <td class="number strong">{duration(row.ms)}</td>
                <td class="number">{row.session ? <>{duration(row.session.ms)} <span class="quiet small">n {row.session.n}</span></> : "–"}</td>
                <td class="number">{row.fleet ? <>{duration(row.fleet.ms)} <span class="quiet small">n {row.fleet.n}</span></> : "–"}</td>
                <td class={slow && row.phase.name !== "user_speech" && row.phase.name !== "agent_speech" ? "number silence-bad strong" : "number"}>{difference(row.ms, row.fleet)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="quiet small">The phases of a turn sum to its length, {duration(turn.lengthMs)}.</p>
    </section>
  );
}
