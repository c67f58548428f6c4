import { readFileSync } from "node:fs";

/** The city of a caller, as the gateway writes it into the token. */
export const CITY_ATTRIBUTE = "edgevoice.caller.city";

/**
 * How far callers are from this server's region.
 * @typedef {{ oneWayMs: number, jitterMs: number, loss: number }} Path
 */
export class Distances {
  #paths = new Map();

  /** @param {string | undefined} file places.json; without it nothing is far away @param {string} region this server's @throws {Error} naming the file */
  constructor(file, region) {
    if (!file) return;
    let book;
    try {
      book = JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
      throw new Error(`EDGEVOICE_PLACES: ${file}: ${error.message}`);
    }
    for (const { id, city, roundTrips } of book.places) {
      const ms = roundTrips[region]?.ms;
      if (!ms) continue;
      const path = { oneWayMs: ms / 2, jitterMs: ms * book.path.jitter, loss: book.path.callerLoss };
      this.#paths.set(id, path).set(city, path);
    }
  }

  /** @param {Record<string, string> | undefined} attributes of a participant @returns {Path | undefined} nothing for one that is here */
  of(attributes) {
    return this.#paths.get(attributes?.[CITY_ATTRIBUTE]);
  }
}
