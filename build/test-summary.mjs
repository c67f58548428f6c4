// Adds up the runners' own counters: TRX files (.NET), `node --test` and vitest output. Names what failed last, where a reader of a long
// log looks first. Exits 1 on a failure or when nothing ran.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [results, failedRun] = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

const add = (passed, failed, skipped) => {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
};

const unescapeXml = (text) =>
  text.replace(/&#x([0-9A-Fa-f]+);/g, (_, hex) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, "&");

for (const file of readdirSync(results, { recursive: true }).filter((name) => name.endsWith(".trx"))) {
  const text = readFileSync(join(results, file), "utf8");
  const counters = /<Counters ([^>]*)>/.exec(text)?.[1] ?? "";
  const count = (name) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(counters)?.[1] ?? 0);
  add(count("passed"), count("executed") - count("passed"), count("total") - count("executed"));

  for (const [, attributes, body] of text.matchAll(/<UnitTestResult ([^>]*[^/])>(.*?)<\/UnitTestResult>/gs)) {
    if (!/\boutcome="Failed"/.test(attributes)) continue;
    const name = unescapeXml(/\btestName="([^"]*)"/.exec(attributes)?.[1] ?? "?");
    const message = unescapeXml(/<Message>(.*?)<\/Message>/s.exec(body)?.[1] ?? "");
    failures.push(`${name}\n${message.split("\n").slice(0, 12).join("\n")}`);
  }
}

for (const file of readdirSync(results).filter((name) => name.endsWith(".log"))) {
  // Colours off the line, then either runner's closing counters.
  const text = readFileSync(join(results, file), "utf8").replace(/\u001b\[[0-9;]*m/g, "");
  const node = (name) => Number(new RegExp(`^(?:# |ℹ )${name} (\\d+)$`, "m").exec(text)?.[1] ?? 0);
  const vitest = /^\s*Tests\s+(.*)$/m.exec(text)?.[1] ?? "";
  const inVitest = (name) => Number(new RegExp(`(\\d+) ${name}`).exec(vitest)?.[1] ?? 0);
  add(node("pass") + inVitest("passed"), node("fail") + inVitest("failed"), node("skipped") + inVitest("skipped"));
  failures.push(...text.split("\n").filter((line) => /^\s*(not ok |✖ | FAIL )/.test(line)).map((line) => `${file}: ${line.trim()}`));
}

for (const failure of failures) console.log(`FAILED ${failure.replace(/\n/g, "\n  ")}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(failedRun !== "0" || total.failed > 0 || total.passed === 0 ? 1 : 0);
