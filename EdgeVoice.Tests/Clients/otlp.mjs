// Two spans by OpenTelemetry's own exporter: node otlp.mjs <endpoint> <key>. Exits 1 when the receiver does not take them.
import { ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";

const [endpoint, key] = process.argv.slice(2);
const exporter = new OTLPTraceExporter({ url: new URL("/v1/traces", endpoint).href, headers: { "x-otlp-api-key": key } });
let failed;
const checked = { export: (spans, done) => exporter.export(spans, (result) => { failed ??= result.error; done(result); }), shutdown: () => exporter.shutdown() };
const provider = new BasicTracerProvider({ resource: resourceFromAttributes({ "service.name": "node-exporter" }), spanProcessors: [new SimpleSpanProcessor(checked)] });
const tracer = provider.getTracer("test");
const parent = tracer.startSpan("from node");
tracer.startSpan("child", {}, trace.setSpan(ROOT_CONTEXT, parent)).end();
parent.end();
await provider.forceFlush();
await provider.shutdown();
if (failed) {
  console.error(failed);
  process.exit(1);
}
