import type { InstrumentDetail, Series } from "../api/types";
import { Link } from "../app/Link";
import { address } from "../app/location";
import { paths } from "../app/routes";
import { shortId } from "../turns/TurnTable";
import { turnLink } from "../turns/turnLink";
import { clock, counted } from "../ui/format";
import { Buckets } from "./Buckets";
import { LineChart } from "./LineChart";
import { chartOf } from "./chartOf";
import { inUnit } from "./units";

export function InstrumentView({ instrument }: { instrument: InstrumentDetail }) {
  return (
    <>
      <section class="card" aria-label={instrument.name} data-testid="instrument">
        <h2 class="mono break">{instrument.name}</h2>
        <p class="quiet">{[instrument.description, instrument.kind, instrument.unit && `in ${instrument.unit}`, instrument.resource].filter(Boolean).join(" · ")}</p>
      </section>
      {instrument.items.map((series, index) => <SeriesView key={index} instrument={instrument} series={series} />)}
      {instrument.items.length === 0 && <p class="quiet">No point in this time.</p>}
    </>
  );
}

function SeriesView({ instrument, series }: { instrument: InstrumentDetail; series: Series }) {
  const title = Object.entries(series.attributes).map(([name, value]) => `${name}=${String(value)}`).join(", ");
  const exemplars = [...series.exemplars].sort((a, b) => b.value - a.value);
  return (
    <section class="card series">
      {title && <h3 class="mono break">{title}</h3>}
      <LineChart chart={chartOf(instrument, series)} format={(value) => inUnit(value, instrument.unit)} label={`${instrument.name} over time`} />
      {series.buckets.length > 0 && <Buckets buckets={series.buckets} unit={instrument.unit} />}
      {exemplars.length > 0 && (
        <>
          <h3>Exemplars: the turns behind the figures ({counted(exemplars.length, "exemplar")})</h3>
          <div class="table-scroll">
            <table class="table" data-testid="exemplars">
              <thead><tr><th scope="col" class="number">Value</th><th scope="col">At</th><th scope="col">Turn</th><th scope="col">Trace</th></tr></thead>
              <tbody>
                {exemplars.slice(0, 20).map((exemplar) => (
                  <tr key={exemplar.spanId + exemplar.at}>
                    <td class="number strong">{inUnit(exemplar.value, instrument.unit)}</td>
                    <td>{clock(exemplar.at)}</td>
                    <td>{exemplar.sessionId ? <Link href={turnLink(exemplar.sessionId, exemplar.turn)}>{shortId(exemplar.sessionId)}{exemplar.turn !== null && ` turn ${exemplar.turn}`}</Link> : "–"}</td>
                    <td><Link class="mono" href={address(paths.trace(exemplar.traceId), { spanId: exemplar.spanId })}>{exemplar.traceId.slice(0, 7)}</Link></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
