import { useEffect, useMemo, useRef } from "preact/hooks";
import { useEvent, useReconnects } from "../api/events";
import type { SessionDetail } from "../api/types";
import { useData } from "../api/useData";
import { changeQuery, navigate, usePlace } from "../app/location";
import { useShortcuts } from "../app/shortcuts";
import { PhaseLegend } from "../turns/PhaseBar";
import { turnPhases } from "../turns/phases";
import { Failure, Loading } from "../ui/Panels";
import { MediaHealth } from "./MediaHealth";
import { moves, phaseRange, turnRange } from "./ranges";
import { SessionHead } from "./SessionHead";
import { Timeline } from "./Timeline";
import { TimelineTools } from "./TimelineTools";
import { TurnCard } from "./TurnCard";
import { usePlayer } from "./usePlayer";

const refreshMs = 1_000;
const aroundMs = 400;

export function SessionPage({ id }: { id: string }) {
  const session = useData<SessionDetail>(`/api/sessions/${encodeURIComponent(id)}`);
  useFollow(id, session.reload);
  if (!session.value) {
    return (
      <>
        <div class="page-head"><h1 class="break mono">{id}</h1></div>
        {session.error ? <Failure title="This session could not be loaded" error={session.error} retry={session.reload} /> : <Loading what="session" rows={12} />}
      </>
    );
  }

  return <Session detail={session.value} />;
}

function Session({ detail }: { detail: SessionDetail }) {
  const { query } = usePlace();
  const { session, turns } = detail;
  const chosen = turns.find((turn) => turn.index === Number(query.get("turn")));
  const phase = chosen && query.get("phase") !== null ? chosen.phases[Number(query.get("phase"))] : undefined;
  const zoomed = query.get("view") === "turn" && chosen !== undefined;
  const selected = chosen && (phase ? phaseRange(chosen, phase) : turnRange(chosen));
  const shown = zoomed
    ? { fromMs: Math.max(0, chosen.offsetMs - aroundMs), toMs: chosen.offsetMs + chosen.lengthMs + aroundMs }
    : { fromMs: 0, toMs: Math.max(1, session.lengthMs, ...turns.map((turn) => turn.offsetMs + turn.lengthMs)) };
  const player = usePlayer(session.id, detail.audio !== null, Number(query.get("t") ?? 0) * 1000);
  const moved = useMemo(() => moves(turns), [turns]);
  const longestMs = Math.max(1, ...turns.map((turn) => turn.lengthMs));
  const list = useRef<HTMLOListElement>(null);

  const choose = (turn: number, phaseIndex?: number) => changeQuery({ turn, phase: phaseIndex, t: undefined }, { replace: chosen?.index === turn });
  const step = (by: number) => {
    const at = turns.findIndex((turn) => turn.index === chosen?.index);
    const next = turns[chosen ? Math.max(0, Math.min(turns.length - 1, at + by)) : by > 0 ? 0 : turns.length - 1];
    if (next) {
      choose(next.index);
      list.current?.querySelector<HTMLElement>(`[data-turn-button="${next.index}"]`)?.focus();
    }
  };
  const toggle = () => (player.playing ? player.pause() : player.play(player.atMs));
  useShortcuts({
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    j: () => step(1),
    k: () => step(-1),
    ArrowLeft: () => player.seek(player.atMs - 1_000),
    ArrowRight: () => player.seek(player.atMs + 1_000),
    " ": toggle,
    z: () => chosen && changeQuery({ view: zoomed ? undefined : "turn" }, { replace: true }),
    Escape: () => (phase ? changeQuery({ phase: undefined }, { replace: true }) : chosen ? changeQuery({ turn: undefined, view: undefined, t: undefined }) : navigate("/turns")),
  });
  // A link to a turn leads to the turn.
  useEffect(() => {
    if (chosen) {
      list.current?.querySelector(`[data-testid="turn-card"][data-turn="${chosen.index}"]`)?.scrollIntoView({ block: "nearest" });
    }
  }, [chosen?.index]);

  return (
    <>
      <SessionHead detail={detail} />
      <section class="card ruler-card" aria-label="Recording">
        <TimelineTools
          player={player}
          hasAudio={detail.audio !== null}
          zoomed={zoomed}
          selected={selected}
          zoom={chosen ? () => changeQuery({ view: zoomed ? undefined : "turn" }, { replace: true }) : undefined}
          keep={() => changeQuery({ t: (player.atMs / 1000).toFixed(1) }, { replace: true })}
        />
        <Timeline detail={detail} shown={shown} selected={selected} moves={moved} atMs={player.atMs} choose={choose} seek={player.seek} />
      </section>
      {detail.media.length > 0 && (
        <section class="card" aria-label="Media health">
          <h2>Media health</h2>
          <MediaHealth samples={detail.media} shown={shown} />
        </section>
      )}
      <section class="stack" aria-labelledby="turns-title">
        <div class="page-head">
          <h2 id="turns-title">Turns</h2>
          <PhaseLegend of={turnPhases} />
        </div>
        <ol class="turn-cards" ref={list}>
          {turns.map((turn) => (
            <TurnCard
              key={turn.index}
              turn={turn}
              detail={detail}
              scaleMs={longestMs}
              move={moved.find((found) => found.turn === turn.index)}
              open={turn === chosen}
              phase={turn === chosen && phase ? Number(query.get("phase")) : undefined}
              choose={choose}
              close={() => changeQuery({ turn: undefined, phase: undefined, view: undefined })}
              play={detail.audio ? player.play : undefined}
            />
          ))}
        </ol>
      </section>
    </>
  );
}

/** A call that runs is looked at again whenever something happened in it, at most once a second. */
function useFollow(id: string, reload: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const reconnects = useReconnects();
  const soon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      reload();
    }, refreshMs);
  };
  useEvent("turn", (turn) => turn.sessionId === id && soon());
  useEvent("session", (session) => session.id === id && soon());
  useEffect(() => {
    if (reconnects > 0) {
      reload();
    }
  }, [reconnects]);
  useEffect(() => () => clearTimeout(timer.current), []);
}
