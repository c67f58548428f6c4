import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";

export const KEY = "testkey";
export const SECRET = "a-test-secret-with-more-than-32-characters";
const main = fileURLToPath(new URL("../../src/main.js", import.meta.url));
let nextRange = 20_000 + (process.pid % 300) * 100;

/** Runs the emulator as its users do, in a process of its own. @param {object} [settings] YAML keys to add */
export async function startServer(settings = {}, env = {}) {
  const folder = await mkdtemp(join(tmpdir(), "livekit-emulator-"));
  const file = join(folder, "livekit.yaml");
  const start = (nextRange += 100);
  const config = { port: 0, keys: { [KEY]: SECRET }, logging: { level: "debug" }, ...settings, rtc: { port_range_start: start, port_range_end: start + 99, ...settings.rtc } };
  await writeFile(file, typeof settings === "string" ? settings : stringify(config));
  const child = spawn(process.execPath, [main, "--config", file], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  child.stderr.setEncoding("utf8").on("data", (text) => (output.stderr += text));
  child.stdout.setEncoding("utf8").on("data", (text) => (output.stdout += text));
  const exited = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  exited.finally(() => rm(folder, { recursive: true, force: true }));
  const server = { child, output, exited, config };
  await Promise.race([until(() => /listening on .* port (\d+)/.test(output.stdout), "the server's listening line", 15_000), exited]);
  const port = Number(/listening on .*? port (\d+)/.exec(output.stdout)?.[1]);
  const metricsPort = Number(/metrics on port (\d+)/.exec(output.stdout)?.[1]);
  return Object.assign(server, {
    port, metricsPort, url: `ws://127.0.0.1:${port}`, http: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      if (/unhandled rejection|uncaught exception/.test(output.stderr)) throw new Error(`the server had errors nobody handled:\n${output.stderr}`);
    },
  });
}

/** Waits for a condition. @template T @param {() => T | Promise<T>} condition @returns {Promise<T>} its first truthy value */
export async function until(condition, what, limitMs = 10_000) {
  // A condition that waits for the network may itself never end.
  let timer;
  const limit = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`${what} did not come within ${limitMs} ms`)), limitMs)));
  try {
    for (;;) {
      const value = await Promise.race([condition(), limit]);
      if (value) return value;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  } finally {
    clearTimeout(timer);
  }
}
