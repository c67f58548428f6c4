import type { SessionDetail } from "../api/types";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { ExportButton } from "../share/ExportButton";
import { Silence } from "../turns/Silence";
import { Badge } from "../ui/Badge";
import { count, counted, duration, moment, money } from "../ui/format";

export function SessionHead({ detail }: { detail: SessionDetail }) {
  const { session, budgets } = detail;
  const heard = session.heardSilence;
  return (
    <>
      <div class="page-head">
        <div>
          <p class="quiet small"><Link href="/sessions">Sessions</Link></p>
          <h1 class="break mono">{session.id}</h1>
          <p class="quiet">
            {[session.persona, session.regions.join(" to ") || session.region, session.model, `began ${moment(session.startedAt)}`, session.inProgress ? `running for ${duration(session.lengthMs)}` : duration(session.lengthMs)].filter(Boolean).join(" · ")}
          </p>
        </div>
        <div class="actions">
          <Link class="button" href={address("/compare", { a: `session:${session.id}`, b: "fleet" })}>Compare</Link>
          <ExportButton sessions={[session.id]} />
        </div>
      </div>
      <div class="badges">
        {session.inProgress ? <Badge tone="info">in progress</Badge> : <Badge>{session.outcome?.replaceAll("_", " ") ?? "end unknown"}</Badge>}
        {session.generations > 1 && <Badge tone="info">{counted(session.generations, "generation")}</Badge>}
        {session.source !== "edgevoice" && <Badge>{session.source} spans</Badge>}
        {session.findings > 0 && <Badge tone="bad">{counted(session.findings, "finding")} about the figures</Badge>}
        {session.errors > 0 && <Badge tone="bad">{counted(session.errors, "error")}</Badge>}
      </div>
      <section class="card" aria-label="Figures">
        <dl class="figures">
          <div class="figure"><dt>Silence p50</dt><dd><Silence ms={heard.p50} budgets={budgets} /></dd></div>
          <div class="figure"><dt>p95</dt><dd><Silence ms={heard.p95} budgets={budgets} /></dd></div>
          <div class="figure"><dt>Longest{session.slowestTurn !== null && <> (<Link href={address(`/sessions/${encodeURIComponent(session.id)}`, { turn: session.slowestTurn })}>turn {session.slowestTurn}</Link>)</>}</dt><dd><Silence ms={heard.max} budgets={budgets} /></dd></div>
          <div class="figure"><dt>n</dt><dd>{count(heard.n)}</dd></div>
          <div class="figure"><dt>Turns</dt><dd>{count(session.turns)}</dd></div>
          <div class="figure"><dt>Interruptions</dt><dd>{count(session.interruptions)}</dd></div>
          <div class="figure"><dt>Tool calls</dt><dd>{count(session.tools)}</dd></div>
          <div class="figure"><dt>Cost</dt><dd>{money(session.cost)}</dd></div>
        </dl>
      </section>
    </>
  );
}
