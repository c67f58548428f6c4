import type { Page, SessionRow, TurnRow } from "../api/types";
import { useData } from "../api/useData";
import { changeQuery } from "../app/location";
import { shortId } from "../turns/TurnTable";
import { clock, duration } from "../ui/format";
import { Select } from "../ui/Select";
import { type Kind, type Side, sideText } from "./sides";

const kinds: [Kind, string][] = [["turn", "One turn"], ["session", "One session"], ["range", "A span of time"], ["fleet", "All that is kept"]];

export function SidePicker({ name, label, side }: { name: "a" | "b"; label: string; side: Side | undefined }) {
  const kind = side?.kind ?? "session";
  const turns = useData<Page<TurnRow>>(kind === "turn" ? "/api/turns?limit=100" : undefined);
  const sessions = useData<Page<SessionRow>>(kind === "session" ? "/api/sessions?limit=100" : undefined);
  const set = (next: Side) => changeQuery({ [name]: next.kind !== "fleet" && !next.value ? `${next.kind}:` : sideText(next) });
  const [from = "", to = ""] = kind === "range" ? side?.value.split("/") ?? [] : [];
  const instant = (text: string) => (text ? new Date(text).toISOString() : "");
  return (
    <fieldset class="card side">
      <legend>{label}</legend>
      <div class="filters">
        <Select label="What" value={kind} options={kinds} change={(value) => set({ kind: value as Kind, value: "" })} />
        {kind === "turn" && <Select label="Turn" value={side?.value ?? ""} options={[["", "Choose a turn"], ...(turns.value?.items ?? []).map((turn) => [turn.id, `${duration(turn.heardSilenceMs)}, ${shortId(turn.sessionId)} turn ${turn.index}, ${turn.region ?? ""}`] as [string, string])]} change={(value) => set({ kind, value })} />}
        {kind === "session" && <Select label="Session" value={side?.value ?? ""} options={[["", "Choose a session"], ...(sessions.value?.items ?? []).map((session) => [session.id, `${clock(session.startedAt)} ${shortId(session.id)}, ${session.region ?? ""}, ${session.turns} turns`] as [string, string])]} change={(value) => set({ kind, value })} />}
        {kind === "range" && (
          <>
            <div class="field"><label for={`${name}-from`}>From</label><input id={`${name}-from`} class="input" type="datetime-local" step="1" value={local(from)} onChange={(event) => set({ kind, value: `${instant(event.currentTarget.value)}/${to}` })} /></div>
            <div class="field"><label for={`${name}-to`}>To</label><input id={`${name}-to`} class="input" type="datetime-local" step="1" value={local(to)} onChange={(event) => set({ kind, value: `${from}/${instant(event.currentTarget.value)}` })} /></div>
          </>
        )}
      </div>
    </fieldset>
  );
}

/** An instant as the field wants it: this machine's time without a zone. */
function local(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? "" : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
