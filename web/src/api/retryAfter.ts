// A wait longer than this is of no use to someone who looks at the page.
const MAX_WAIT_MS = 10 * 60_000;

/** Milliseconds to wait by a Retry-After header (RFC 9110 section 10.2.3: seconds or an HTTP date); undefined when it says nothing. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  const value = header?.trim();
  if (!value) {
    return undefined;
  }
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_WAIT_MS);
}
