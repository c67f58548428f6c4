import { useEffect, useState } from "preact/hooks";

/** Where the reader is. All state of a page is in its address, so that a link shows what its sender saw. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

export type Query = Record<string, string | number | boolean | undefined>;

const listeners = new Set<() => void>();

export const currentPlace = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });

/** An address of this page; what is undefined, false or empty is left out. */
export function address(path: string, query: Query = {}): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "" && value !== false) {
      parts.set(name, String(value));
    }
  }

  const text = parts.toString();
  return text ? `${path}?${text}` : path;
}

export function navigate(to: string, { replace = false } = {}): void {
  if (to === location.pathname + location.search) {
    return;
  }

  const before = location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  announce();
  if (location.pathname !== before) {
    scrollTo(0, 0);
  }
}

/** Changes some of the query and keeps the rest; the reader's way back leads to the state before, unless it is replaced. */
export function changeQuery(changes: Query, { replace = false } = {}): void {
  const { path, query } = currentPlace();
  navigate(address(path, { ...Object.fromEntries(query), ...changes }), { replace });
}

export function usePlace(): Place {
  const [place, setPlace] = useState(currentPlace);
  useEffect(() => {
    const changed = () => setPlace(currentPlace());
    listeners.add(changed);
    changed();
    return () => void listeners.delete(changed);
  }, []);
  return place;
}

function announce(): void {
  for (const listener of [...listeners]) {
    listener();
  }
}

addEventListener("popstate", announce);
