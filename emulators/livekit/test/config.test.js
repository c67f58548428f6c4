import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseConfig } from "../src/config/load.js";
import { startServer } from "./support/server.js";

const KEYS = 'keys: { devkey: "a-secret-of-at-least-32-characters-x" }\n';

describe("configuration", () => {
  test("a file of the real server is understood", () => {
    const { config, warnings } = parseConfig(`${KEYS}port: 7890
bind_addresses: ["127.0.0.1"]
rtc: { port_range_start: 50000, port_range_end: 50010, use_external_ip: true, tcp_port: 7881 }
room: { empty_timeout: 60, departure_timeout: 5, max_participants: 4, auto_create: false }
redis: { address: "localhost:6379" }
region: frankfurt
prometheus_port: 6789
some_future_key: 1
`);

    assert.deepEqual({ ...config, keys: [...config.keys.keys()] }, {
      port: 7890, bindAddresses: ["127.0.0.1"], keys: ["devkey"], prometheusPort: 6789, region: "frankfurt", nodeIp: undefined, placesFile: undefined,
      rtc: { portRangeStart: 50000, portRangeEnd: 50010 },
      room: { autoCreate: false, emptyTimeout: 60, departureTimeout: 5, maxParticipants: 4 },
      logLevel: "info", signalV1: true,
    });
    assert.deepEqual(warnings, ["rtc.tcp_port: has no meaning in the emulator, ignored", "redis: has no meaning in the emulator, ignored", "some_future_key: unknown key, ignored"]);
  });

  for (const [name, source, message] of [
    ["no keys", "port: 1", /^keys: at least one API key is needed/],
    ["port of a wrong type", `${KEYS}port: "x"`, /^port: give a whole number/],
    ["range of a wrong type", `${KEYS}rtc: { port_range_start: high }`, /^rtc\.port_range_start: give a whole number/],
    ["range upside down", `${KEYS}rtc: { port_range_start: 50010, port_range_end: 50000 }`, /^rtc\.port_range_end: .*not below/],
    ["addresses not a list", `${KEYS}bind_addresses: 127.0.0.1`, /^bind_addresses: give a list/],
    ["address that is none", `${KEYS}bind_addresses: [localhost]`, /^bind_addresses\[0\]: give an IP address/],
    ["section not a map", `${KEYS}room: 5`, /^room: give a map/],
    ["flag of a wrong type", `${KEYS}room: { auto_create: "yes" }`, /^room\.auto_create: give true or false/],
    ["timeout below zero", `${KEYS}room: { empty_timeout: -1 }`, /^room\.empty_timeout: give a whole number of seconds/],
    ["unknown level", `${KEYS}logging: { level: loud }`, /^logging\.level: give one of/],
    ["numeric secret", "keys: { devkey: 12345 }", /^keys: give a map of key to secret/],
    ["a list", "- a", /must be a YAML map/],
  ]) {
    test(`${name} is refused with the path and the fix`, () => assert.throws(() => parseConfig(source), { name: "Error", message }));
  }

  test("broken YAML is refused without showing the secret", () => {
    assert.throws(() => parseConfig('keys: { devkey: "hidden-secret\nport: 1'), (error) => /not valid YAML/.test(error.message) && !/hidden-secret/.test(error.message));
  });

  test("the process says what is wrong and ends", async () => {
    const server = await startServer({ port: "seven" });

    assert.equal(await server.exited, 1);
    assert.match(server.output.stderr, /^livekit-emulator: port: give a whole number/);
  });

  test("a port in use ends the process", async () => {
    const first = await startServer();
    const second = await startServer({ port: first.port });

    assert.equal(await second.exited, 1);
    assert.match(second.output.stderr, /EADDRINUSE/);
    await first.stop();
  });
});
