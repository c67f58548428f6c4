import { count } from "./format";

interface Props {
  page: { items: unknown[]; nextCursor: string | null; total: number };
  cursor: string | null;
  go: (cursor: string | undefined) => void;
}

/** Forward by the list's cursor; back by the browser, or to the start. */
export function Pager({ page, cursor, go }: Props) {
  if (!page.nextCursor && !cursor) {
    return null;
  }

  return (
    <nav class="actions pager" aria-label="Parts of the list">
      <span class="quiet">{count(page.items.length)} of {count(page.total)} shown</span>
      {cursor && <button type="button" class="button" onClick={() => go(undefined)}>To the start</button>}
      {page.nextCursor && <button type="button" class="button" onClick={() => go(page.nextCursor ?? undefined)}>Next {count(page.items.length)}</button>}
    </nav>
  );
}
