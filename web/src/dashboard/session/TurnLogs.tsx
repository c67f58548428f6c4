import type { LogRow, Page, Phase, TurnDetail } from "../api/types";
import { useData } from "../api/useData";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { Severity } from "../logs/Severity";
import { position } from "../ui/format";
import { Failure, Loading } from "../ui/Panels";
import { phaseRange, turnRange } from "./ranges";

interface Props {
  sessionId: string;
  sessionStart: string;
  turn: TurnDetail;
  phase: Phase | undefined;
}

// Logs are stamped by another thread than the audio; what is this near belongs to the range.
const nearMs = 50;

/** Logs of the turn on the clock of the call; with a phase chosen, those of its range stand out. */
export function TurnLogs({ sessionId, sessionStart, turn, phase }: Props) {
  const logs = useData<Page<LogRow>>(address(`/api/sessions/${encodeURIComponent(sessionId)}/logs`, { turn: turn.index }));
  const range = phase ? phaseRange(turn, phase) : turnRange(turn);
  const began = new Date(sessionStart).getTime();
  const at = (log: LogRow) => new Date(log.at).getTime() - began;
  const inside = (log: LogRow) => at(log) >= range.fromMs - nearMs && at(log) <= range.toMs + nearMs;
  return (
    <section class="panel-part panel-wide" aria-label="Logs">
      <h3>Logs {phase && <span class="quiet">(marked: those of the chosen phase)</span>}</h3>
      {logs.loading && <Loading what="logs" rows={3} />}
      {logs.error && <Failure title="The logs could not be loaded" error={logs.error} retry={logs.reload} />}
      {logs.value?.items.length === 0 && <p class="quiet">Nothing was logged in this turn.</p>}
      {logs.value && logs.value.items.length > 0 && (
        <ul class="log-lines">
          {logs.value.items.map((log) => (
            <li key={log.id} data-marked={phase !== undefined && inside(log)}>
              <span class="mono quiet">{position(at(log))}</span> <Severity value={log.severity} /> <span class="break">{log.body}</span>{" "}
              <Link class="quiet small" href={address("/structuredlogs", { session: sessionId, log: log.id })}>{log.resource}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
