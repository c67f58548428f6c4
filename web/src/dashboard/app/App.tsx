import { useEffect } from "preact/hooks";
import type { About } from "../api/types";
import { useData } from "../api/useData";
import { ComparePage } from "../compare/ComparePage";
import { LivePage } from "../live/LivePage";
import { LogsPage } from "../logs/LogsPage";
import { MetricsPage } from "../metrics/MetricsPage";
import { ResourcesPage } from "../resources/ResourcesPage";
import { SessionPage } from "../session/SessionPage";
import { SessionsPage } from "../session/SessionsPage";
import { TracePage } from "../traces/TracePage";
import { TracesPage } from "../traces/TracesPage";
import { TurnsPage } from "../turns/TurnsPage";
import { Empty } from "../ui/Panels";
import { AboutContext } from "./AboutContext";
import { Link } from "./Link";
import { usePlace } from "./location";
import { type Route, route } from "./routes";
import { Shell } from "./Shell";

const titles: Record<Route["page"], string> = {
  live: "Live", turns: "Turns", sessions: "Sessions", session: "Session", traces: "Traces", trace: "Trace", logs: "Logs",
  metrics: "Metrics", resources: "Resources", compare: "Compare", unknown: "Not found",
};

export function App() {
  const place = usePlace();
  const here = route(place.path);
  const about = useData<About>("/api/about", 30_000);
  useEffect(() => {
    document.title = `${titles[here.page]} · EdgeVoice`;
  }, [here.page]);
  return (
    <AboutContext.Provider value={about.value}>
      <Shell page={here.page}><Page here={here} /></Shell>
    </AboutContext.Provider>
  );
}

function Page({ here }: { here: Route }) {
  switch (here.page) {
    case "live":
      return <LivePage />;
    case "turns":
      return <TurnsPage />;
    case "sessions":
      return <SessionsPage />;
    case "session":
      return <SessionPage key={here.id} id={here.id} />;
    case "traces":
      return <TracesPage resource={here.resource} />;
    case "trace":
      return <TracePage key={here.id} id={here.id} />;
    case "logs":
      return <LogsPage resource={here.resource} />;
    case "metrics":
      return <MetricsPage resource={here.resource} />;
    case "resources":
      return <ResourcesPage resource={here.resource} />;
    case "compare":
      return <ComparePage />;
    default:
      return (
        <>
          <div class="page-head"><h1>Not found</h1></div>
          <Empty title="There is no such page"><p>The address may be old. <Link href="/">Go to the start page</Link></p></Empty>
        </>
      );
  }
}
