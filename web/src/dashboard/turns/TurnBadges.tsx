import type { Finding, TurnRow } from "../api/types";
import { Badge } from "../ui/Badge";
import { outcomeWords } from "./outcomes";

export const findingWords: Record<Finding["kind"], string> = {
  negative_phase: "negative phase",
  overlap: "overlapping phases",
  missing_mark: "missing mark",
  dropped_span: "dropped span",
  mismatch: "figures disagree",
  clock: "clock mismatch",
  unfinished: "no end received",
};

/** How the turn ended, and every reason not to trust its figures. */
export function TurnBadges({ turn, quiet = false }: { turn: Pick<TurnRow, "outcome" | "findings" | "generation">; quiet?: boolean }) {
  const outcome = outcomeWords[turn.outcome];
  return (
    <span class="badges">
      {turn.outcome === "complete" ? !quiet && <span class="quiet">{outcome.name}</span> : <Badge tone={outcome.tone}>{outcome.name}</Badge>}
      {turn.generation > 1 && <Badge tone="info" title="Another agent had taken the call over">generation {turn.generation}</Badge>}
      {turn.findings.map((finding, index) => (
        <Badge key={index} tone="bad" title={finding.text}>{findingWords[finding.kind]}</Badge>
      ))}
    </span>
  );
}
