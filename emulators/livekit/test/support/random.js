/** A repeatable random source (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  return {
    next,
    below,
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
    pick: (list) => list[below(list.length)],
    /** A copy with some bytes changed, cut or added. */
    mutate(buffer) {
      const copy = Buffer.from(buffer);
      for (let n = 1 + below(4); n > 0 && copy.length > 0; n--) copy[below(copy.length)] = below(256);
      return below(4) === 0 ? copy.subarray(0, below(copy.length + 1)) : copy;
    },
  };
}
