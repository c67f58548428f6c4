// @vitest-environment happy-dom
import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { About, Live, Page, SessionDetail, TraceDetail, TurnRow } from "../../src/dashboard/api/types";
import { App } from "../../src/dashboard/app/App";
import { navigate } from "../../src/dashboard/app/location";
import { FakeEventSource } from "./FakeEventSource";
import { fixture } from "./fixtures";

vi.stubGlobal("EventSource", FakeEventSource);

let answers: Record<string, () => unknown>;
let asked: string[];

const part = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
const see = <T,>(check: () => T) => vi.waitFor(check, { timeout: 3_000 });
const open = (path: string) => {
  navigate(path);
  render(<App />, document.body);
};

beforeEach(() => {
  asked = [];
  answers = {
    "/api/about": () => fixture("about"),
    "/api/turns": () => fixture("turns"),
    "/api/turns/summary": () => fixture("turns.summary"),
    "/api/live": () => fixture("live"),
  };
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    const answer = answers[new URL(url, "http://localhost").pathname];
    return answer
      ? Promise.resolve(Response.json(answer()))
      : Promise.resolve(Response.json({ title: "There is no such call" }, { status: 404 }));
  });
});

afterEach(() => {
  render(null, document.body);
});

describe("while what was kept is being read", () => {
  it("shows the newest turns, says that they are not all, and asks again until they are", async () => {
    let loading = true;
    answers["/api/turns"] = () => (loading ? { items: fixture<Page<TurnRow>>("turns").items.slice(0, 3), nextCursor: null, total: 3 } : fixture("turns"));
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
      const partial = loading && new Headers(init.headers).has("Dashboard-Partial");
      return Promise.resolve(Response.json(answers[new URL(url, "http://localhost").pathname]!(), partial ? { headers: { "Dashboard-Loading": "43" } } : {}));
    });
    open("/turns");
    await see(() => expect(part("reading")!.textContent).toContain("43 %"));
    await see(() => expect(document.querySelectorAll('[data-testid="turn"]')).toHaveLength(3));
    loading = false;
    await see(() => expect(document.querySelectorAll('[data-testid="turn"]')).toHaveLength(72));
    await see(() => expect(part("reading")).toBeNull());
  });

  it("says so when some of it could not be read", async () => {
    answers["/api/about"] = () => ({ ...fixture<About>("about"), history: { isDone: true, percent: 100, problem: "Access to the path is denied." } });
    open("/turns");
    await see(() => expect(part("not-read")!.textContent).toContain("Access to the path is denied."));
  });
});

describe("turns", () => {
  it("stands still while paused, counts what waits, and catches up", async () => {
    open("/turns");
    await see(() => expect(document.querySelectorAll('[data-testid="turn"]')).toHaveLength(72));
    const turn = fixture<Page<TurnRow>>("turns").items[0]!;
    part("follow")!.click();
    await see(() => expect(part("follow")!.textContent).toContain("Paused: 0 waiting"));
    const before = asked.length;
    FakeEventSource.send("turn", { ...turn, id: "call_new.1", sessionId: "call_new" });
    FakeEventSource.send("turn", { ...turn, id: "call_new.1", sessionId: "call_new", lengthMs: 900 });
    FakeEventSource.send("turn", { ...turn, id: "call_new.2", sessionId: "call_new" });
    await see(() => expect(part("follow")!.textContent).toContain("Paused: 2 waiting"));
    expect(asked).toHaveLength(before);

    answers["/api/turns"] = () => ({ items: [{ ...turn, id: "call_new.1" }], nextCursor: null, total: 1 });
    part("follow")!.click();
    await see(() => expect(document.querySelectorAll('[data-testid="turn"]')).toHaveLength(1));
    expect(part("follow")!.textContent).toContain("Following");
  });

  it("lets a turn that is shown grow in place", async () => {
    open("/turns");
    const turn = fixture<Page<TurnRow>>("turns").items[5]!;
    await see(() => expect(document.querySelector(`[data-turn="${turn.id}"]`)).not.toBeNull());
    FakeEventSource.send("turn", { ...turn, outcome: "in_progress", heardSilenceMs: 4_321 });
    await see(() => expect(document.querySelector(`[data-turn="${turn.id}"]`)!.textContent).toContain("4.32 s"));
    expect(document.querySelector(`[data-turn="${turn.id}"]`)!.textContent).toContain("in progress");
  });

  it("passes the address's filters to the list and to the figures above it", async () => {
    open("/turns?region=us-west&minSilence=800");
    await see(() => expect(asked.filter((url) => url.includes("region=us-west&minSilence=800"))).toHaveLength(2));
    expect(asked.find((url) => url.startsWith("/api/turns?"))).toContain("sort=silence");
  });

  it("says that nothing matches, and that nothing is there yet, in different words", async () => {
    answers["/api/turns"] = () => ({ items: [], nextCursor: null, total: 0 });
    open("/turns?region=nowhere");
    await see(() => expect(part("empty")!.textContent).toContain("No turn matches these filters"));
    navigate("/turns");
    await see(() => expect(part("empty")!.textContent).toContain("No turn yet"));
  });
});

describe("connection", () => {
  it("says that what is shown is old, and asks again when the stream is back", async () => {
    open("/");
    await see(() => expect(document.querySelectorAll('[data-testid="region"]')).toHaveLength(3));
    FakeEventSource.break();
    await see(() => expect(part("connection-lost")!.textContent).toContain("Connection lost: live updates stopped"));
    expect(document.querySelectorAll('[data-testid="region"]')).toHaveLength(3);

    const before = asked.filter((url) => url === "/api/live").length;
    FakeEventSource.open();
    await see(() => expect(part("connection-lost")).toBeNull());
    await see(() => expect(asked.filter((url) => url === "/api/live").length).toBeGreaterThan(before));
  });

  it("shows the service's own words when it refuses", async () => {
    open("/sessions/call_unknown");
    await see(() => expect(part("failure")!.textContent).toContain("There is no such call"));
  });
});

describe("Aspire's dashboard", () => {
  const links = () => [...document.querySelectorAll<HTMLAnchorElement>('a[href^="http"]')].map((link) => link.getAttribute("href"));
  const call = fixture<SessionDetail>("session.slow-tool");
  const turn = call.turns[3]!;

  beforeEach(() => {
    answers[`/api/sessions/${call.session.id}`] = () => call;
    answers[`/api/traces/${turn.traceId!}`] = () => fixture("trace");
  });

  it.each([
    ["/", "/"],
    [`/sessions/${call.session.id}?turn=${turn.index}`, `/traces/detail/${turn.traceId!}`],
    [`/traces/detail/${turn.traceId!}`, `/traces/detail/${fixture<TraceDetail>("trace").traceId}`],
    ["/structuredlogs", "/"],
  ])("%s links to %s there", async (path, there) => {
    open(path);
    await see(() => expect(links()).toEqual(["http://aspire.test:15888/", `http://aspire.test:15888${there}`]));
  });

  it("is not linked to where there is none", async () => {
    answers["/api/about"] = () => ({ ...fixture<About>("about"), aspireUrl: null });
    open(`/sessions/${call.session.id}?turn=${turn.index}`);
    await see(() => expect(part("turn-panel")!.textContent).toContain("Open trace"));
    expect(links()).toEqual([]);
  });
});

describe("a clock that is off", () => {
  it("is told of its region, which is as healthy as it was", async () => {
    const live = fixture<Live>("live");
    answers["/api/live"] = () => ({ ...live, regions: live.regions.map((region) => ({ ...region, clock: region.name === "us-west" ? { sender: "agent-us-west", offsetMs: -90_300 } : null })) });
    open("/");
    await see(() => expect(document.querySelectorAll('[data-testid="clock-offset"]')).toHaveLength(1));
    const region = part("clock-offset")!.closest<HTMLElement>("[data-region]")!;
    expect([region.dataset.region, region.dataset.health]).toEqual(["us-west", live.regions.find(({ name }) => name === "us-west")!.health]);
    expect(part("clock-offset")!.textContent).toContain("agent-us-west is 1 min 30 s behind");
  });

  it("makes no turn in progress longer than its news", async () => {
    const [turn] = fixture<Page<TurnRow>>("turns").items;
    answers["/api/live"] = () => ({ ...fixture<Live>("live"), turnsInProgress: [{ ...turn!, id: "live.1", outcome: "in_progress", startedAt: "2001-01-01T00:00:00Z", lengthMs: 400 }] });
    open("/");
    await see(() => expect(part("in-progress")!.textContent).toContain("400 ms"));
  });
});
