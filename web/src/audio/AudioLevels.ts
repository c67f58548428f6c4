import type { Levels } from "../call/ports";
import { levelOf } from "./levelScale";

type Speaker = "you" | "agent";

interface Probe {
  source: MediaStreamAudioSourceNode;
  analyser: AnalyserNode;
  samples: Float32Array<ArrayBuffer>;
}

// 1024 samples are 21 ms at 48 kHz: about one syllable's edge, and never slower than the screen.
const WINDOW_SAMPLES = 1024;

/** Measures both sides of one call in one AudioContext. Without Web Audio everything reads as silence. */
export class AudioLevels implements Levels {
  private readonly context?: AudioContext;
  private readonly probes = new Map<Speaker, Probe>();

  constructor() {
    try {
      this.context = new AudioContext({ latencyHint: "interactive" });
    } catch {
      this.context = undefined;
    }
  }

  watch(speaker: Speaker, track: MediaStreamTrack): void {
    if (!this.context || this.context.state === "closed") {
      return;
    }
    this.probes.get(speaker)?.source.disconnect();
    const source = this.context.createMediaStreamSource(new MediaStream([track]));
    const analyser = new AnalyserNode(this.context, { fftSize: WINDOW_SAMPLES });
    source.connect(analyser);
    this.probes.set(speaker, { source, analyser, samples: new Float32Array(WINDOW_SAMPLES) });
  }

  /** Level from 0 to 1 of the last 21 ms. */
  read(speaker: Speaker): number {
    const probe = this.probes.get(speaker);
    if (!probe) {
      return 0;
    }
    probe.analyser.getFloatTimeDomainData(probe.samples);
    return levelOf(probe.samples);
  }

  resume(): void {
    void this.context?.resume();
  }

  close(): void {
    this.probes.forEach((probe) => probe.source.disconnect());
    this.probes.clear();
    if (this.context && this.context.state !== "closed") {
      void this.context.close();
    }
  }
}
