import type { Resource } from "../api/types";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { Badge } from "../ui/Badge";
import { ConsoleLog } from "./ConsoleLog";

export function ResourceDetail({ resource }: { resource: Resource }) {
  const properties = Object.entries(resource.properties).filter(([, value]) => value !== null);
  return (
    <section class="card stack" aria-label={resource.name} data-testid="resource-detail">
      <div class="page-head">
        <h2>{resource.name}</h2>
        <div class="actions">
          <Link class="button" href={address("/structuredlogs", { resource: resource.name })}>Structured logs</Link>
          <Link class="button" href={address("/traces", { resource: resource.name })}>Traces</Link>
          <Link class="button" href={address("/metrics", { resource: resource.name })}>Metrics</Link>
        </div>
      </div>
      {resource.healthReports.length > 0 && (
        <ul class="health-reports">
          {resource.healthReports.map((report) => (
            <li key={report.name}><Badge tone={report.status?.toLowerCase() === "healthy" ? "ok" : "bad"}>{report.status ?? "unknown"}</Badge> {report.name} <span class="quiet">{report.description}</span></li>
          ))}
        </ul>
      )}
      {(properties.length > 0 || resource.parent) && (
        <dl class="facts">
          {resource.parent && <><dt>Belongs to</dt><dd>{resource.parent}</dd></>}
          {properties.map(([name, value]) => <Property key={name} name={name} value={value!} />)}
        </dl>
      )}
      <h3>Console</h3>
      <ConsoleLog resource={resource.name} />
    </section>
  );
}

const Property = ({ name, value }: { name: string; value: string }) => <><dt>{name}</dt><dd class="mono">{value}</dd></>;
