const tapsPerSide = 12;

/** Band-limited resampling of mono 16 bit samples by a Hann-windowed sinc. */
export function resample(input, fromRate, toRate) {
  if (fromRate === toRate) {
    return input;
  }
  const divisor = gcd(fromRate, toRate);
  const phases = toRate / divisor;
  const step = fromRate / divisor;
  const filters = Array.from({ length: phases }, (_, phase) => taps(phase / phases, Math.min(1, toRate / fromRate)));
  const output = new Int16Array(Math.floor((input.length * phases) / step));
  for (let n = 0; n < output.length; n++) {
    const position = n * step;
    const centre = Math.floor(position / phases);
    const filter = filters[position % phases];
    let sum = 0;
    for (let k = 0; k < filter.length; k++) {
      sum += filter[k] * (input[centre + k - tapsPerSide + 1] ?? 0);
    }
    output[n] = Math.max(-32768, Math.min(32767, Math.round(sum)));
  }
  return output;
}

/** Cuts the engine's leading and trailing silence, so that the first sample sent is the first one heard. */
export function trimSilence(samples, rate, quiet = 40) {
  const margin = Math.round(rate * 0.01);
  let first = 0;
  let last = samples.length - 1;
  while (first < samples.length && Math.abs(samples[first]) < quiet) first++;
  while (last > first && Math.abs(samples[last]) < quiet) last--;
  return first === samples.length ? new Int16Array(0) : samples.slice(Math.max(0, first - margin), Math.min(samples.length, last + margin));
}

function taps(fraction, cutoff) {
  const values = [];
  for (let k = 0; k < 2 * tapsPerSide; k++) {
    const x = k - tapsPerSide + 1 - fraction;
    const sinc = x === 0 ? cutoff : Math.sin(Math.PI * x * cutoff) / (Math.PI * x);
    values.push(sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / (tapsPerSide + 1))));
  }
  const gain = values.reduce((sum, value) => sum + value, 0);
  return Float64Array.from(values, (value) => value / gain);
}

function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}
