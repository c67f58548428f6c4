import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useNarrow } from "./useNarrow";

/** The filters of a list. On a phone they are folded away until they are wanted or in use. */
export function Filters({ active, children }: { active: number; children: ComponentChildren }) {
  const narrow = useNarrow();
  const [open, setOpen] = useState(active > 0);
  return (
    <div class="filter-box">
      {narrow && <button type="button" class="button" aria-expanded={open} onClick={() => setOpen(!open)}>Filters{active > 0 && ` (${active} set)`}</button>}
      {(!narrow || open) && <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>{children}</form>}
    </div>
  );
}
