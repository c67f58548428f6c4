import { useEffect, useRef, useState } from "preact/hooks";

export interface Player {
  /** Milliseconds since the call began. */
  atMs: number;
  playing: boolean;
  error: string | undefined;
  play: (fromMs: number, toMs?: number) => void;
  pause: () => void;
  seek: (ms: number) => void;
}

/** The recording of the call: one element, both lanes, the caller left. It is loaded when it is first needed. */
export function usePlayer(sessionId: string, available: boolean, startMs: number): Player {
  const sound = useRef<HTMLAudioElement | undefined>(undefined);
  const until = useRef<number | undefined>(undefined);
  const frame = useRef(0);
  const [atMs, setAtMs] = useState(startMs);
  const [playing, setPlaying] = useState(false);
  const [error, setError] = useState<string>();

  const element = () => {
    if (!sound.current) {
      const audio = new Audio(`/api/sessions/${encodeURIComponent(sessionId)}/audio?lane=both`);
      audio.preload = "auto";
      audio.onended = () => stop();
      audio.onerror = () => {
        stop();
        setError("The recording could not be loaded.");
      };
      sound.current = audio;
    }

    return sound.current;
  };
  const stop = () => {
    sound.current?.pause();
    cancelAnimationFrame(frame.current);
    setPlaying(false);
  };
  const follow = () => {
    const now = (sound.current?.currentTime ?? 0) * 1000;
    setAtMs(now);
    if (until.current !== undefined && now >= until.current) {
      stop();
    } else {
      frame.current = requestAnimationFrame(follow);
    }
  };
  useEffect(() => () => {
    sound.current?.pause();
    cancelAnimationFrame(frame.current);
  }, []);

  return {
    atMs,
    playing,
    error,
    pause: stop,
    seek: (ms) => {
      setAtMs(Math.max(0, ms));
      if (sound.current) {
        sound.current.currentTime = Math.max(0, ms) / 1000;
      }
    },
    play: (fromMs, toMs) => {
      if (!available) {
        return;
      }

      const audio = element();
      until.current = toMs;
      audio.currentTime = Math.max(0, fromMs) / 1000;
      setAtMs(Math.max(0, fromMs));
      setError(undefined);
      audio.play().then(() => {
        setPlaying(true);
        cancelAnimationFrame(frame.current);
        frame.current = requestAnimationFrame(follow);
      }, (reason: unknown) => setError(`The browser did not play it: ${(reason as Error).message}`));
    },
  };
}
