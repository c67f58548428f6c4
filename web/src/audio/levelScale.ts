// Speech at a normal distance lies between these levels, in dB relative to full scale.
const QUIET_DB = -58;
const LOUD_DB = -14;

// Fast up and slow down, as level meters do: a syllable shows at once and fades readably. Per second.
const RISE_RATE = 30;
const FALL_RATE = 7;

/** Loudness of samples (each -1..1) on a scale from 0 (silence) to 1 (loud speech). */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) {
    sum += sample * sample;
  }
  const rms = Math.sqrt(sum / Math.max(samples.length, 1));
  const decibels = 20 * Math.log10(Math.max(rms, 1e-7));
  return Math.min(Math.max((decibels - QUIET_DB) / (LOUD_DB - QUIET_DB), 0), 1);
}

/** Moves a shown level towards a measured one; `seconds` is the time since the last step. */
export function smooth(shown: number, measured: number, seconds: number): number {
  const rate = measured > shown ? RISE_RATE : FALL_RATE;
  return shown + (measured - shown) * (1 - Math.exp(-rate * seconds));
}
