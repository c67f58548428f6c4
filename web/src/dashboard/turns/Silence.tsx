import type { Budget } from "../api/types";
import { duration } from "../ui/format";
import { verdict } from "./budgets";

/** The one figure that matters, with its verdict as sign and words. */
export function Silence({ ms, budgets }: { ms: number | null; budgets: readonly Budget[] }) {
  if (ms === null) {
    return <span class="quiet" title="Nobody waited, or a mark is missing">–</span>;
  }

  const { tone, mark, words } = verdict(ms, budgets);
  return (
    <span class={`silence silence-${tone}`} title={words}>
      {mark && <span aria-hidden="true">{mark} </span>}
      {duration(ms)}
      {mark && <span class="visually-hidden">, {words}</span>}
    </span>
  );
}
