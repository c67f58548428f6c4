import type { Instrument, InstrumentDetail, Page } from "../api/types";
import { useData } from "../api/useData";
import { Link } from "../app/Link";
import { address, changeQuery, usePlace } from "../app/location";
import { recentTimes } from "../turns/filters";
import { counted } from "../ui/format";
import { Empty, Failure, Loading } from "../ui/Panels";
import { Select } from "../ui/Select";
import { InstrumentView } from "./InstrumentView";

const everyMs = 5_000;

/** Instruments on the left, the chosen one on the right: meter, instrument, resource and time are in the address. */
export function MetricsPage({ resource }: { resource?: string | undefined }) {
  const { query } = usePlace();
  const list = useData<Page<Instrument>>("/api/metrics?limit=1000", everyMs * 3);
  const items = list.value?.items ?? [];
  const chosen = items.find((item) => item.name === query.get("instrument") && (!query.get("resource") || item.resource === query.get("resource")))
    ?? items.find((item) => item.name === "edgevoice.turn.heard_silence" && (!resource || item.resource === resource))
    ?? items.find((item) => !resource || item.resource === resource);
  const lasts = recentTimes[query.get("duration") ?? "15m"] ?? recentTimes["15m"]!;
  const from = Math.floor((Date.now() - lasts.ms) / 10_000) * 10_000;
  const detail = useData<InstrumentDetail>(chosen && address(`/api/metrics/${encodeURIComponent(chosen.name)}`, { resource: chosen.resource, from }), everyMs);
  const names = [...new Map(items.map((item) => [`${item.meter} ${item.name}`, item])).values()];
  const meters = [...new Set(names.map((item) => item.meter))].sort();

  return (
    <>
      <div class="page-head">
        <div><h1>Metrics</h1><p class="quiet">{list.value ? counted(names.length, "instrument") : "\u00a0"}</p></div>
        {chosen && (
          <div class="actions">
            <Select label="Resource" value={chosen.resource} options={items.filter((item) => item.name === chosen.name).map((item) => [item.resource, item.resource])} change={(value) => changeQuery({ resource: value, instrument: chosen.name })} />
            <Select label="Time" value={query.get("duration") ?? "15m"} options={Object.entries(recentTimes).map(([key, time]) => [key, time.name])} change={(value) => changeQuery({ duration: value === "15m" ? undefined : value })} />
          </div>
        )}
      </div>
      {list.error && <Failure title="The metrics could not be loaded" error={list.error} retry={list.reload} />}
      {list.loading && <Loading what="metrics" rows={10} />}
      {list.value && items.length === 0 && <Empty title="No metric yet"><p>Instruments appear with the first export of a service.</p></Empty>}
      {items.length > 0 && (
        <div class="metrics-layout">
          <nav class="card instruments" aria-label="Instruments">
            {meters.map((meter) => (
              <section key={meter}>
                <h2 class="small">{meter}</h2>
                <ul>
                  {names.filter((item) => item.meter === meter).map((item) => (
                    <li key={item.name}>
                      <Link class="instrument" href={address("/metrics", { ...Object.fromEntries(query), meter, instrument: item.name, resource: undefined })} aria-current={chosen?.name === item.name ? "true" : undefined} title={item.description}>{item.name}</Link>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </nav>
          <div class="stack">
            {detail.error && <Failure title="This instrument could not be loaded" error={detail.error} retry={detail.reload} />}
            {detail.loading && <Loading what="instrument" />}
            {detail.value && <InstrumentView instrument={detail.value} />}
          </div>
        </div>
      )}
    </>
  );
}
