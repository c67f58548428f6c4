/** The filters of the turns page: names are those of the address and of the API alike. */
export const filterNames = [
  "region", "persona", "outcome", "minSilence", "maxSilence", "tool", "interrupted", "cause", "findings", "from", "to", "session", "search",
] as const;

export type FilterName = (typeof filterNames)[number];

/** Times that move with the clock; anything else in `from` is an instant. */
export const recentTimes: Record<string, { name: string; ms: number }> = {
  "15m": { name: "Last 15 minutes", ms: 15 * 60_000 },
  "1h": { name: "Last hour", ms: 3_600_000 },
  "24h": { name: "Last 24 hours", ms: 24 * 3_600_000 },
  "7d": { name: "Last 7 days", ms: 7 * 24 * 3_600_000 },
};

/** The API's query for what the address asks. A moving time is rounded to ten seconds, so that it names one address for a while. */
export function apiQuery(query: URLSearchParams, now = Date.now()): URLSearchParams {
  const result = new URLSearchParams();
  for (const name of filterNames) {
    const value = query.get(name);
    if (!value) {
      continue;
    }

    const recent = name === "from" ? recentTimes[value] : undefined;
    result.set(name, recent ? String(Math.floor((now - recent.ms) / 10_000) * 10_000) : value);
  }

  return result;
}

export const activeFilters = (query: URLSearchParams): FilterName[] => filterNames.filter((name) => query.get(name));
