import { useState } from "preact/hooks";
import { useEvent } from "../api/events";
import type { Page, Resource } from "../api/types";
import { useData } from "../api/useData";
import { useAbout } from "../app/AboutContext";
import { Link } from "../app/Link";
import { address, usePlace } from "../app/location";
import { paths } from "../app/routes";
import { Badge, type Tone } from "../ui/Badge";
import { ago, counted } from "../ui/format";
import { Empty, Failure, Loading } from "../ui/Panels";
import { CommandButtons } from "./CommandButtons";
import { ResourceDetail } from "./ResourceDetail";

const everyMs = 5_000;

export function ResourcesPage({ resource }: { resource?: string | undefined }) {
  const about = useAbout();
  const { query } = usePlace();
  const list = useData<Page<Resource>>(about?.resources ? "/api/resources?limit=1000" : undefined, everyMs);
  const [changed, setChanged] = useState<ReadonlyMap<string, Resource>>(new Map());
  useEvent("resource", (value) => setChanged((last) => new Map(last).set(value.name, value)));
  if (about?.resources === false) {
    return (
      <>
        <div class="page-head"><h1>Resources</h1></div>
        <Empty title="No AppHost stands behind this dashboard">
          <p>Sessions, turns, traces, logs and metrics are all there. Resources and their commands appear when the AppHost has started the dashboard, which then knows its address and key:</p>
          <pre>Dashboard__ResourceService__Url, Dashboard__ResourceService__ApiKey</pre>
        </Empty>
      </>
    );
  }

  const items = (list.value?.items ?? []).map((item) => newer(item, changed.get(item.name)));
  const name = resource ?? query.get("resource");
  const chosen = items.find((item) => item.name === name);
  return (
    <>
      <div class="page-head"><div><h1>Resources</h1><p class="quiet">{list.value ? counted(items.length, "resource") : "\u00a0"}</p></div></div>
      {list.error && <Failure title="The AppHost does not answer" error={list.error} retry={list.reload} />}
      {list.loading && <Loading what="resources" rows={10} />}
      {items.length > 0 && (
        <div class="table-scroll">
          <table class="table" data-testid="resources">
            <caption class="visually-hidden">Resources of the AppHost</caption>
            <thead><tr><th scope="col">Name</th><th scope="col">State</th><th scope="col">Health</th><th scope="col">Type</th><th scope="col">Endpoints</th><th scope="col">Started</th><th scope="col">Commands</th></tr></thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.name} aria-selected={item === chosen} data-resource={item.name}>
                  <td class="nowrap strong"><Link href={paths.resource(item.name)}>{item.name}</Link></td>
                  <td><Badge tone={stateTone(item)}>{item.state ?? "unknown"}</Badge>{item.exitCode !== null && <span class="quiet"> exit {item.exitCode}</span>}</td>
                  <td>{item.health ? <Badge tone={healthTones[item.health]}>{item.health}</Badge> : <span class="quiet">–</span>}</td>
                  <td class="quiet nowrap">{item.type}</td>
                  <td>{item.urls.map((url) => <Endpoint key={url.url} url={url.url} />)}</td>
                  <td class="nowrap">{item.startedAt ? ago(Date.now() - new Date(item.startedAt).getTime()) : "–"}</td>
                  <td><CommandButtons resource={item.name} commands={item.commands} done={list.reload} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {chosen && <ResourceDetail key={chosen.name} resource={chosen} />}
      {list.value && name && !chosen && <Empty title={`There is no resource ${name}`}><p>It may have a telemetry of its own: <Link href={address("/structuredlogs", { resource: name })}>its logs</Link>.</p></Empty>}
    </>
  );
}

const healthTones: Record<NonNullable<Resource["health"]>, Tone> = { healthy: "ok", degraded: "warn", unhealthy: "bad" };

function stateTone(resource: Resource): Tone {
  const state = (resource.state ?? "").toLowerCase();
  if (/fail|exited|dead/.test(state)) {
    return resource.exitCode === 0 ? "plain" : "bad";
  }

  return state === "running" ? "ok" : "plain";
}

/** Only web addresses are links: anything else would be a way to make the reader's browser do something. */
function Endpoint({ url }: { url: string }) {
  return /^https?:\/\//.test(url) ? <a class="endpoint" href={url} rel="noreferrer" target="_blank">{url}</a> : <span class="endpoint">{url}</span>;
}

/** An event is only taken when the list has not been asked for since. */
function newer(listed: Resource, event: Resource | undefined): Resource {
  return event && event.state !== listed.state && (event.startedAt ?? "") >= (listed.startedAt ?? "") ? event : listed;
}
