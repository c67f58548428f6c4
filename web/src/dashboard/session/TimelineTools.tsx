import { position } from "../ui/format";
import type { Range } from "./ranges";
import type { Player } from "./usePlayer";

interface Props {
  player: Player;
  hasAudio: boolean;
  zoomed: boolean;
  selected: Range | undefined;
  zoom: (() => void) | undefined;
  keep: () => void;
}

export function TimelineTools({ player, hasAudio, zoomed, selected, zoom, keep }: Props) {
  return (
    <div class="timeline-tools">
      <div class="actions">
        {hasAudio && (
          <>
            <button type="button" class="button button-main" aria-keyshortcuts="Space" data-testid="play" onClick={() => (player.playing ? player.pause() : player.play(player.atMs))}>
              {player.playing ? "Pause" : `Play from ${position(player.atMs)}`}
            </button>
            {selected && <button type="button" class="button" data-testid="play-range" onClick={() => player.play(selected.fromMs, selected.toMs)}>Play what is marked</button>}
            <button type="button" class="button" onClick={keep} title="Puts this position into the address, to be shared">Keep position</button>
          </>
        )}
        <button type="button" class="button" aria-pressed={zoomed} disabled={!zoom} aria-keyshortcuts="z" onClick={zoom} data-testid="zoom">Zoom to turn</button>
      </div>
      <p class="quiet small" role="status">
        {player.error ?? (hasAudio
          ? `At ${position(player.atMs)}${selected ? `; marked ${position(selected.fromMs)} to ${position(selected.toMs)}` : ""}. Left ear caller, right ear agent.`
          : "No audio was kept for this call: the bars show when each side spoke, by the marks of its turns.")}
      </p>
    </div>
  );
}
