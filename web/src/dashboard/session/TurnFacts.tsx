import type { TurnDetail } from "../api/types";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { paths } from "../app/routes";
import { Badge } from "../ui/Badge";
import { count, duration, money } from "../ui/format";

export function TurnFacts({ turn }: { turn: TurnDetail }) {
  const { network, tokens } = turn;
  const rows: [string, string | null][] = [
    ["Round trip to provider", known(network.providerRttMs, duration)],
    ["Media to the caller and back", known(network.mediaPathMs, duration)],
    ["Round trip to LiveKit", known(network.callerRttMs, duration)],
    ["Caller's jitter", known(network.callerJitterMs, duration)],
    ["Caller's loss", known(network.callerLossPercent, (value) => `${value.toFixed(1)} %`)],
    ["Audio made, heard", turn.generatedMs === null ? null : `${duration(turn.generatedMs)}, ${duration(turn.heardMs)}`],
    ["Tokens in, out", tokens && `${count(tokens.input)} (audio ${count(tokens.inputAudio)}, cached ${count(tokens.cached)}), ${count(tokens.output)} (audio ${count(tokens.outputAudio)})`],
    ["Cost", known(turn.cost, money)],
    ["Model", turn.model],
    ["Region, generation", `${turn.region ?? "unknown"}, ${turn.generation}`],
  ];
  return (
    <section class="panel-part" aria-label="Tools, network and cost">
      {turn.toolCalls.length > 0 && (
        <>
          <h3>Tools</h3>
          <ul class="tools" data-testid="tools">
            {turn.toolCalls.map((tool) => (
              <li key={tool.spanId}>
                <Badge tone={tool.ok ? "ok" : "bad"}>{tool.ok ? "ok" : "failed"}</Badge>{" "}
                {turn.traceId ? <Link class="mono" href={address(paths.trace(turn.traceId), { spanId: tool.spanId })}>{tool.name}</Link> : <span class="mono">{tool.name}</span>}
                <span> {duration(tool.durationMs)}</span> <span class="quiet">at {duration(tool.startMs)} of the turn</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Network, tokens, cost</h3>
      <dl class="facts">
        {rows.filter(([, value]) => value !== null).map(([name, value]) => <Fact key={name} name={name} value={value!} />)}
      </dl>
    </section>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => <><dt>{name}</dt><dd>{value}</dd></>;

const known = (value: number | null, text: (value: number) => string): string | null => (value === null ? null : text(value));
