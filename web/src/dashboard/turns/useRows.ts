import { useEffect, useState } from "preact/hooks";
import { useShortcuts } from "../app/shortcuts";

/**
 * Moving through a list by arrows: the marked row has the focus of its link, so that Enter opens it and a screen reader
 * says it.
 */
export function useRows(length: number, container: () => HTMLElement | null): number | undefined {
  const [marked, setMarked] = useState<number>();
  const go = (step: number) => {
    if (length === 0) {
      return;
    }

    const next = marked === undefined ? (step > 0 ? 0 : length - 1) : Math.max(0, Math.min(length - 1, marked + step));
    setMarked(next);
    container()?.querySelectorAll<HTMLElement>("[data-row]")[next]?.focus();
  };
  useShortcuts({ ArrowDown: () => go(1), ArrowUp: () => go(-1), j: () => go(1), k: () => go(-1) });
  useEffect(() => {
    if (marked !== undefined && marked >= length) {
      setMarked(undefined);
    }
  }, [length]);
  return marked;
}
