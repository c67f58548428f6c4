const EVERY_MS = 1000;
const PROBES = 30;
const find = (id) => document.getElementById(id);

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.map((child) => child ?? ""));
  return made;
}

const row = (...cells) => element("tr", "", ...cells.map((cell) => element("td", "", cell)));
const time = (at) => new Date(at).toLocaleTimeString();
const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

function pool({ label, health, url, origins }, tunnels) {
  const badge = element("span", `badge ${health}`, health);
  const card = element("article", "pool", element("h3", "", label, badge));
  for (const origin of origins) {
    const connections = tunnels.find((tunnel) => tunnel.name.endsWith(origin.tunnel))?.connections ?? [];
    const link = element("a", "", url?.replace("http://", "") ?? "");
    if (url) link.href = url;
    card.append(element("p", "quiet", `${origin.host} · `, link));
    const bars = element("div", "probes");
    bars.setAttribute("role", "img");
    bars.setAttribute("aria-label", `${origin.recent.filter((probe) => probe.ok).length} of the last ${origin.recent.length} probes were good`);
    for (let i = origin.recent.length; i < PROBES; i++) bars.append(element("i", "none"));
    for (const probe of origin.recent) {
      const bar = element("i", probe.ok ? "" : "bad");
      bar.title = `${time(probe.at)} ${probe.reason}, ${probe.ms.toFixed(0)} ms`;
      bars.append(bar);
    }
    const last = origin.recent.at(-1);
    card.append(bars);
    card.append(element("p", "quiet", last ? `Last probe: ${last.reason}, ${last.ms.toFixed(0)} ms` : "No probe yet"));
    card.append(element("p", "quiet", `${plural(connections.length, "tunnel connection")}${origin.changedAt ? ` · ${health} since ${time(origin.changedAt)}` : ""}`));
  }
  return card;
}

function fact(name, value) {
  return element("div", "", element("dt", "", name), element("dd", "", value));
}

function show(status) {
  const { monitor } = status;
  find("host").textContent = `${status.host} · steering by area · fallback ${status.fallback}${status.distances ? "" : " · distances off"}`;
  find("monitor").replaceChildren(
    fact("Monitor", `${monitor.path} → ${monitor.expectedCodes}`),
    fact("Probe every", `${monitor.intervalMs / 1000} s (defined ${monitor.definedIntervalMs / 1000} s)`),
    fact("Turns after", `${monitor.consecutiveDown} bad, ${monitor.consecutiveUp} good`),
  );
  find("pools").replaceChildren(...status.pools.map((item) => pool(item, status.tunnels)));
  find("places").replaceChildren(...status.places.map((place) => row(`${place.city}, ${place.country}`, place.area, place.pool, place.roundTripMs ? `${place.roundTripMs} ms` : "", place.reason)));
  const requests = status.recent.slice(0, 40).map((request) => row(
    time(request.at), element("code", "", `${request.method} ${request.path}`), `${request.place} (${request.area})`,
    request.pool ?? "nobody", String(request.status), request.failedOver.length ? `${request.reason}; not reached: ${request.failedOver.join(", ")}` : request.reason, element("code", "", request.ray)));
  find("recent").replaceChildren(...(requests.length ? requests : [row("No request yet")]));
}

async function refresh() {
  try {
    const response = await fetch("/cdn-cgi/edgevoice/status", { cache: "no-store" });
    show(await response.json());
    find("lost").hidden = true;
  } catch {
    find("lost").hidden = false;
  }
  setTimeout(refresh, EVERY_MS);
}

refresh();
