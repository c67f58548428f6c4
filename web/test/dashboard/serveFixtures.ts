import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import type { Page, SessionDetail, SessionRow, TraceDetail, TurnRow } from "../../src/dashboard/api/types.ts";

/** Answers the dashboard's API from the examples, so that the pages can be worked on without a backend. */
export function serveFixtures(folder: string): Plugin {
  const read = <T>(name: string): T => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as T;
  const sessions = (): Map<string, SessionDetail> =>
    new Map(readdirSync(folder).filter((name) => name.startsWith("session.")).map((name) => {
      const detail = read<SessionDetail>(name.replace(".json", ""));
      return [detail.session.id, detail];
    }));
  const list = <T>(page: Page<T>, keep: (item: T) => boolean): Page<T> => {
    const items = page.items.filter(keep);
    return { items, nextCursor: null, total: items.length };
  };

  const answer = (path: string, query: URLSearchParams): unknown => {
    const [, , first = "", second, third] = path.split("/");
    const wanted = (name: string, value: string | null) => !query.get(name) || query.get(name)?.split(",").includes(value ?? "") === true;
    switch (first) {
      case "turns":
        return second === "summary"
          ? read("turns.summary")
          : list(read<Page<TurnRow>>("turns"), (turn) =>
            wanted("region", turn.region) && wanted("persona", turn.persona) && wanted("outcome", turn.outcome)
              && (turn.heardSilenceMs ?? -1) >= Number(query.get("minSilence") ?? -1) && (!query.get("tool") || turn.tools.includes(query.get("tool") ?? "")));
      case "sessions":
        if (!second) {
          return list(read<Page<SessionRow>>("sessions"), (session) => wanted("region", session.region));
        }

        return third === "waveform" ? read("waveform") : sessions().get(second);
      case "traces":
        return second && { ...read<TraceDetail>("trace"), traceId: second };
      case "about":
      case "live":
      case "compare":
        return read(first);
      default:
        return undefined;
    }
  };

  return {
    name: "edgevoice-fixtures",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? "/", "http://localhost");
        if (url.pathname === "/api/events") {
          response.writeHead(200, { "content-type": "text/event-stream" }).write(":\n\n");
        } else if (url.pathname.startsWith("/api/")) {
          const body = answer(url.pathname, url.searchParams);
          response.writeHead(body ? 200 : 404, { "content-type": body ? "application/json" : "application/problem+json" });
          response.end(JSON.stringify(body ?? { type: "about:blank", title: "Not among the examples", status: 404 }));
        } else if (!url.pathname.includes(".") && !url.pathname.startsWith("/@") && !url.pathname.startsWith("/src/") && !url.pathname.startsWith("/node_modules/")) {
          request.url = "/dashboard.html";
          next();
        } else {
          next();
        }
      });
    },
  };
}
