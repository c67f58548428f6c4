import { useEffect } from "preact/hooks";
import type { About } from "../api/types";
import { useData } from "../api/useData";
import { ComparePage } from "../compare/ComparePage";
import { LivePage } from "../live/LivePage";
import { SessionPage } from "../session/SessionPage";
import { SessionsPage } from "../session/SessionsPage";
import { TracePage } from "../traces/TracePage";
import { TurnsPage } from "../turns/TurnsPage";
import { Empty } from "../ui/Panels";
import { AboutContext, useAbout } from "./AboutContext";
import { AspireLink } from "./AspireLink";
import { Link } from "./Link";
import { usePlace } from "./location";
import { type Route, route } from "./routes";
import { Shell } from "./Shell";

const titles: Record<Route["page"], string> = {
  live: "Live", turns: "Turns", sessions: "Sessions", session: "Session", trace: "Trace", compare: "Compare", unknown: "Not found",
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
    case "trace":
      return <TracePage key={here.id} id={here.id} />;
    case "compare":
      return <ComparePage />;
    default:
      return <Unknown />;
  }
}

function Unknown() {
  const aspire = useAbout()?.aspireUrl;
  return (
    <>
      <div class="page-head"><h1>Not found</h1></div>
      <Empty title="There is no such page">
        <p>The address may be old. <Link href="/">Go to the start page</Link></p>
        {aspire && <p>Resources, logs, metrics and all traces are in <AspireLink href={`${aspire}/`}>Aspire's dashboard</AspireLink></p>}
      </Empty>
    </>
  );
}
