import type { Budget, RegionNow } from "../api/types";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { Silence } from "../turns/Silence";
import { Badge, type Tone } from "../ui/Badge";
import { ago, count, duration } from "../ui/format";
import { SilenceLane } from "./SilenceLane";

const healths: Record<RegionNow["health"], { tone: Tone; sign: string }> = {
  healthy: { tone: "ok", sign: "✓" },
  degraded: { tone: "warn", sign: "△" },
  down: { tone: "bad", sign: "✕" },
  unknown: { tone: "plain", sign: "?" },
};

const providerTones = { ready: "ok", failing: "bad", unknown: "plain" } as const;

const clockWords = (offsetMs: number) => `${duration(Math.round(Math.abs(offsetMs) / 1000) * 1000)} ${offsetMs < 0 ? "behind" : "ahead"}`;

interface Props {
  region: RegionNow;
  budgets: readonly Budget[];
  at: number;
  topMs: number;
}

export function RegionCard({ region, budgets, at, topMs }: Props) {
  const health = healths[region.health];
  const heard = region.heardSilence;
  return (
    <article class="card region-card" aria-label={region.name} data-testid="region" data-region={region.name} data-health={region.health}>
      <header class="region-head">
        <h2><Link href={address("/turns", { region: region.name })}>{region.name}</Link></h2>
        <span class="badges">
          <Badge tone={health.tone}><span aria-hidden="true">{health.sign} </span>{region.health}</Badge>
          {region.draining && <Badge tone="warn">draining</Badge>}
        </span>
      </header>
      {region.reasons.map((reason) => <p key={reason} class="reason">{reason}</p>)}
      {region.clock && <p class="reason" data-testid="clock-offset">the clock of {region.clock.sender} is {clockWords(region.clock.offsetMs)}: times of its turns are its own</p>}
      <dl class="figures">
        <div class="figure"><dt>Silence p50</dt><dd><Silence ms={heard.p50} budgets={budgets} /></dd></div>
        <div class="figure"><dt>p95</dt><dd><Silence ms={heard.p95} budgets={budgets} /></dd></div>
        <div class="figure"><dt>n</dt><dd>{count(heard.n)}</dd></div>
        <div class="figure"><dt>Calls</dt><dd>{count(region.activeCalls)}{region.slots !== null && <span class="quiet small"> of {count(region.slots)} slots</span>}</dd></div>
      </dl>
      <SilenceLane region={region} budgets={budgets} at={at} topMs={topMs} />
      <ul class="providers" aria-label="Providers">
        {region.providers.map((provider) => (
          <li key={provider.name}>
            <Badge tone={providerTones[provider.state]}>{provider.state}</Badge> {provider.name}
            <span class="quiet"> {[provider.handshakeMs === null ? "" : `handshake ${duration(provider.handshakeMs)}`, provider.chosen ? "in use" : ""].filter(Boolean).join(", ")}</span>
          </li>
        ))}
        {region.providers.length === 0 && <li class="quiet">No provider has reported.</li>}
      </ul>
      <footer class="region-foot">
        <span class="quiet small">{region.lastSeen ? `seen ${ago(at - new Date(region.lastSeen).getTime())}` : "never seen"}</span>
      </footer>
    </article>
  );
}
