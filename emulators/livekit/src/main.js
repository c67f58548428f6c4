import { parseArgs } from "node:util";
import { ConfigError, loadConfig } from "./config/load.js";
import { createLogger } from "./log.js";
import { LiveKitServer } from "./server.js";

const STOP_LIMIT_MS = 1500;

async function main() {
  const { values } = parseArgs({ options: { config: { type: "string" } } });
  if (!values.config) throw new ConfigError("--config: give the YAML file of the server");
  const { config, warnings } = await loadConfig(values.config);
  const log = createLogger(config.logLevel);
  for (const warning of warnings) log.warn(warning);

  // A fault in one session must not end all the others.
  process.on("unhandledRejection", (error) => log.error("unhandled rejection", { error }));
  process.on("uncaughtException", (error) => log.error("uncaught exception", { error, stack: error?.stack }));

  const server = new LiveKitServer(config, log);
  for (const signal of ["SIGTERM", "SIGINT"]) process.once(signal, () => stop(server));
  const { port, prometheusPort } = await server.start();
  const { portRangeStart, portRangeEnd } = config.rtc;
  const metrics = prometheusPort === undefined ? "" : `, metrics on port ${prometheusPort}`;
  console.log(`LiveKit emulator listening on ${config.bindAddresses.join(", ")} port ${port}, media on UDP ${portRangeStart}-${portRangeEnd}${metrics}`);
}

async function stop(server) {
  setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
  await server.stop();
  process.exit(0);
}

main().catch((error) => {
  const isPlain = error instanceof ConfigError || error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" || error.syscall === "listen";
  console.error(`livekit-emulator: ${isPlain ? error.message : (error.stack ?? error)}`);
  process.exit(1);
});
