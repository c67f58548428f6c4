import type { Budget, RegionNow } from "../api/types";
import { navigate } from "../app/location";
import { verdict } from "../turns/budgets";
import { turnLink } from "../turns/turnLink";
import { clock, counted, duration } from "../ui/format";

const spanMs = 15 * 60_000;
const width = 320;
const height = 72;

/** The region's latest turns: one sign each, right is now, high is a long silence. Slow ones differ in shape, too. */
export function SilenceLane({ region, budgets, at, topMs }: { region: RegionNow; budgets: readonly Budget[]; at: number; topMs: number }) {
  const y = (ms: number) => height - 6 - Math.max(0, Math.min(1, ms / topMs)) * (height - 14);
  const x = (time: string) => 6 + Math.max(0, Math.min(1, 1 - (at - new Date(time).getTime()) / spanMs)) * (width - 12);
  const longest = Math.max(...region.recent.map((turn) => turn.ms));
  const label = region.recent.length === 0 ? "No turns in this time" : `${counted(region.recent.length, "turn")}, the longest silence ${duration(longest)}`;
  return (
    <svg class="silence-lane" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {budgets.map((budget) => (
        <g key={budget.name}>
          <line class="lane-budget" x1="0" x2={width} y1={y(budget.ms)} y2={y(budget.ms)} />
          <text class="lane-text" x="2" y={y(budget.ms) - 2}>{budget.name}</text>
        </g>
      ))}
      <line class="lane-ground" x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
      {region.recent.map((turn) => {
        const { tone, words } = verdict(turn.ms, budgets);
        const [cx, cy] = [x(turn.at), y(turn.ms)];
        return (
          <g key={turn.sessionId + turn.turn} class={`lane-turn lane-${tone}`} onClick={() => navigate(turnLink(turn.sessionId, turn.turn))}>
            <title>{`${clock(turn.at)}, ${duration(turn.ms)}, ${words}`}</title>
            <rect x={cx - 5} y={cy - 5} width="10" height="10" fill="transparent" />
            {tone === "plain" ? <circle cx={cx} cy={cy} r="2.5" /> : <path d={`M${cx} ${cy - 4}l4 7h-8Z`} />}
          </g>
        );
      })}
    </svg>
  );
}
