const group = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** Milliseconds to read at a glance: `840 ms`, `1.24 s`, `2 min 5 s`. Negative figures keep their sign: they are faults to be seen. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) {
    return "–";
  }

  const size = Math.abs(ms);
  const sign = ms < 0 ? "−" : "";
  if (size < 1) {
    return size === 0 ? "0 ms" : `${sign}${size.toFixed(2)} ms`;
  }

  if (size < 10) {
    return `${sign}${Number(size.toFixed(1))} ms`;
  }

  if (size < 999.5) {
    return `${sign}${Math.round(size)} ms`;
  }

  if (size < 59_995) {
    return `${sign}${(size / 1000).toFixed(2)} s`;
  }

  const seconds = Math.round(size / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${sign}${minutes} min ${seconds % 60} s`
    : `${sign}${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A position on the clock of a call: `1:04.2`. */
export function position(ms: number): string {
  const sign = ms < 0 ? "−" : "";
  const tenths = Math.round(Math.abs(ms) / 100);
  return `${sign}${Math.floor(tenths / 600)}:${String(Math.floor(tenths / 10) % 60).padStart(2, "0")}.${tenths % 10}`;
}

export function clock(at: string | number | null | undefined): string {
  if (at === null || at === undefined) {
    return "–";
  }

  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

export function clockMs(at: string | number): string {
  const date = new Date(at);
  return `${clock(date.getTime())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** Day and time; today's day is left out. */
export function moment(at: string | number | null | undefined, now = Date.now()): string {
  if (at === null || at === undefined) {
    return "–";
  }

  const date = new Date(at);
  const today = new Date(now).toDateString() === date.toDateString();
  return today ? clock(date.getTime()) : `${date.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} ${clock(date.getTime())}`;
}

export function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 2) {
    return "just now";
  }

  return seconds < 60 ? `${seconds} s ago` : `${duration(seconds * 1000)} ago`;
}

export const count = (value: number | null | undefined): string => (value === null || value === undefined ? "–" : group.format(value));

export const counted = (value: number, one: string, many = `${one}s`): string => `${group.format(value)} ${value === 1 ? one : many}`;

export const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;

export function money(value: number | null | undefined, currency = "USD"): string {
  if (value === null || value === undefined) {
    return "–";
  }

  return new Intl.NumberFormat("en", { style: "currency", currency, maximumFractionDigits: value < 1 ? 4 : 2 }).format(value);
}
