// Adds up the runners' own counters: TRX files (.NET), `node --test` and vitest output. Exits 1 on a failure or when nothing ran.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [results, failedRun] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

const add = (passed, failed, skipped) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

for (const file of readdirSync(results, { recursive: true }).filter((name) => name.endsWith(".trx"))) {
  const counters = /<Counters ([^>]*)>/.exec(readFileSync(join(results, file), "utf8"))?.[1] ?? "";
  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  add(count("passed"), count("total") - count("passed") - (count("total") - count("executed")), count("total") - count("executed"));
}

for (const file of readdirSync(results).filter((name) => name.endsWith(".log"))) {
  // Colours off the line, then either runner's closing counters.
  const text = readFileSync(join(results, file), "utf8").replace(/\u001b\[[0-9;]*m/g, "");
  const node = (name) => Number(new RegExp(`^(?:# |ℹ )${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  const vitest = /^\s*Tests\s+(.*)$/m.exec(text)?.[1] ?? "";
  const inVitest = (name) => Number(new RegExp(`(\\d+) ${name}`).exec(vitest)?.[1] ?? 0);
  add(node("pass") + inVitest("passed"), node("fail") + inVitest("failed"), node("skipped") + inVitest("skipped"));
}

console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(failedRun !== "0" || total.failed > 0 || total.passed === 0 ? 1 : 0);
