import { useRef } from "preact/hooks";
import type { Lane, SessionDetail } from "../api/types";
import { duration, position } from "../ui/format";
import { verdict } from "../turns/budgets";
import { useNarrow } from "../ui/useNarrow";
import { laneHalf, lanePath } from "./lanePath";
import { type Move, type Range, silenceRange } from "./ranges";
import { ticks } from "./ticks";
import { useWaveform } from "./useWaveform";

interface Props {
  detail: SessionDetail;
  shown: Range;
  selected: Range | undefined;
  moves: Move[];
  atMs: number;
  choose: (turn: number) => void;
  seek: (ms: number) => void;
}

const names: Record<Lane, string> = { caller: "Caller", agent: "Agent" };
const stepMs = 1_000;

/** The ruler of the page: every figure of the session is a range on it. */
export function Timeline({ detail, shown, selected, moves, atMs, choose, seek }: Props) {
  const wave = useWaveform(detail, shown);
  const narrow = useNarrow();
  const area = useRef<HTMLDivElement>(null);
  const lengthMs = Math.max(1, shown.toMs - shown.fromMs);
  const left = (ms: number) => `${((ms - shown.fromMs) / lengthMs) * 100}%`;
  const box = (range: Range) => {
    const from = Math.max(range.fromMs, shown.fromMs);
    const to = Math.min(range.toMs, shown.toMs);
    return { left: left(from), width: `${Math.max(0, ((to - from) / lengthMs) * 100)}%` };
  };
  const visible = (range: Range | undefined): range is Range => range !== undefined && range.toMs >= shown.fromMs && range.fromMs <= shown.toMs;
  const point = (event: MouseEvent) => {
    const bounds = area.current!.getBoundingClientRect();
    seek(shown.fromMs + ((event.clientX - bounds.left) / bounds.width) * lengthMs);
  };
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowLeft" ? -stepMs : event.key === "ArrowRight" ? stepMs : event.key === "Home" ? -atMs : 0;
    if (step !== 0) {
      event.preventDefault();
      seek(Math.max(0, atMs + step));
    }
  };

  return (
    <div class="timeline" data-testid="timeline">
      <div class="timeline-names" aria-hidden="true">
        <span>Time</span><span>Turns</span><span>Caller</span><span>Agent</span>
      </div>
      <div class="timeline-area" ref={area}>
        <div class="ruler" aria-hidden="true">
          {ticks(shown.fromMs, shown.toMs, narrow ? 4 : 10).map((ms) => <span key={ms} class="tick" style={{ left: left(ms) }}>{position(ms)}</span>)}
        </div>
        <div class="turn-strip">
          {detail.turns.filter((turn) => visible({ fromMs: turn.offsetMs, toMs: turn.offsetMs + turn.lengthMs })).map((turn) => (
            <button
              key={turn.index}
              type="button"
              tabIndex={-1}
              class="strip-turn"
              data-slow={turn.heardSilenceMs === null ? "plain" : verdict(turn.heardSilenceMs, detail.budgets).tone}
              style={box({ fromMs: turn.offsetMs, toMs: turn.offsetMs + turn.lengthMs })}
              aria-label={`Turn ${turn.index}, silence ${duration(turn.heardSilenceMs)}`}
              title={`Turn ${turn.index}: silence ${duration(turn.heardSilenceMs)}`}
              onClick={() => choose(turn.index)}
            >
              {turn.index}
            </button>
          ))}
        </div>
        <div
          class="lanes"
          role="slider"
          tabIndex={0}
          aria-label="Position in the call"
          aria-valuemin={0}
          aria-valuemax={Math.round(detail.session.lengthMs / 1000)}
          aria-valuenow={Math.round(atMs / 1000)}
          aria-valuetext={position(atMs)}
          onClick={point}
          onKeyDown={move}
        >
          {(["caller", "agent"] as const).map((lane) => (
            <div key={lane} class={`wave wave-${lane}`} data-testid={`lane-${lane}`} data-audio={wave[lane] ? "kept" : "none"}>
              {wave[lane]
                ? <svg viewBox={`0 0 ${wave[lane].peaks.length} ${laneHalf * 2}`} preserveAspectRatio="none" aria-hidden="true"><path d={lanePath(wave[lane].peaks)} /></svg>
                : speech(detail, lane).filter(visible).map((range) => <span key={range.fromMs} class="speech" style={box(range)} title={`${names[lane]} speaks`} />)}
            </div>
          ))}
          {detail.turns.map((turn) => ({ turn, range: silenceRange(turn) })).filter(({ range }) => visible(range)).map(({ turn, range }) => (
            <span key={turn.index} class="silence-band" data-slow={verdict(turn.heardSilenceMs ?? 0, detail.budgets).tone} style={box(range!)} title={`Silence heard: ${duration(turn.heardSilenceMs)}`}>
              {((range!.toMs - range!.fromMs) / lengthMs) > 0.035 && <span>{duration(turn.heardSilenceMs)}</span>}
            </span>
          ))}
          {visible(selected) && <span class="selection" data-testid="selection" data-from={Math.round(selected.fromMs)} data-to={Math.round(selected.toMs)} style={box(selected)} />}
          {atMs >= shown.fromMs && atMs <= shown.toMs && <span class="playhead" style={{ left: left(atMs) }} />}
        </div>
        {moves.filter((found) => found.atMs >= shown.fromMs && found.atMs <= shown.toMs).map((found) => (
          <span key={found.turn} class="move-line" data-testid="move" style={{ left: left(found.atMs) }}><span>{found.text}</span></span>
        ))}
      </div>
    </div>
  );
}

/** Without a recording: when each side spoke, by its marks. */
function speech(detail: SessionDetail, lane: Lane): Range[] {
  const phase = lane === "caller" ? "user_speech" : "agent_speech";
  return detail.turns.flatMap((turn) => turn.phases.filter((item) => item.name === phase).map((item) => ({
    fromMs: turn.offsetMs + item.startMs,
    toMs: turn.offsetMs + item.startMs + item.durationMs,
  })));
}
