import { AudioFrame, AudioSource, AudioStream, LocalAudioTrack, TrackPublishOptions, TrackSource } from "@livekit/rtc-node";

export const RATE = 48_000;
const FRAME = RATE / 100; // 10 ms

/** Publishes a sine tone until stopped. */
export async function publishTone(room, hertz) {
  const source = new AudioSource(RATE, 1);
  const track = LocalAudioTrack.createAudioTrack(`tone-${hertz}`, source);
  const publication = await room.localParticipant.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }));
  let running = true;
  const pump = (async () => {
    for (let n = 0; running; n += FRAME) {
      const samples = Int16Array.from({ length: FRAME }, (_, i) => 12_000 * Math.sin((2 * Math.PI * hertz * (n + i)) / RATE));
      await source.captureFrame(new AudioFrame(samples, RATE, 1, FRAME));
    }
  })().catch(() => {});
  return { publication, track, stop: () => ((running = false), pump) };
}

/** The part of a signal's energy at a frequency, 0 to 1 (Goertzel). */
export function toneShare(samples, hertz) {
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / RATE);
  let before = 0, last = 0, energy = 0;
  for (const sample of samples) {
    const next = sample + factor * last - before;
    before = last;
    last = next;
    energy += sample * sample;
  }
  const power = last * last + before * before - factor * last * before;
  return energy === 0 ? 0 : (2 * power) / (samples.length * energy);
}

/** Listens to a track until a window of 200 ms is mostly the tone. @returns {Promise<number>} the tone's share of the energy */
export async function hearTone(track, hertz, limitMs = 10_000) {
  const stream = new AudioStream(track, RATE, 1);
  const reader = stream.getReader();
  const window = [];
  const end = Date.now() + limitMs;
  let best = 0;
  try {
    while (Date.now() < end) {
      const { value, done } = await reader.read();
      if (done) break;
      window.push(...value.data);
      if (window.length < RATE / 5) continue;
      best = Math.max(best, toneShare(window, hertz));
      if (best > 0.9) return best;
      window.length = 0;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
  throw new Error(`no ${hertz} Hz tone was heard within ${limitMs} ms, the best window had a share of ${best.toFixed(3)}`);
}
