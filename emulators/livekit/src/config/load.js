import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { parse } from "yaml";
import { KNOWN, MEANINGLESS, SECTIONS } from "./schema.js";

/** A configuration that cannot be used. The message names the YAML path and the fix, never a secret. */
export class ConfigError extends Error {}

/**
 * @typedef {object} Config
 * @property {number} port signalling, Twirp, workers; 0 takes a free one
 * @property {string[]} bindAddresses
 * @property {Map<string, string>} keys API key to secret
 * @property {number | undefined} prometheusPort
 * @property {string} region
 * @property {string | undefined} nodeIp address offered to clients as the media candidate
 * @property {{ portRangeStart: number, portRangeEnd: number }} rtc
 * @property {{ autoCreate: boolean, emptyTimeout: number, departureTimeout: number, maxParticipants: number }} room seconds
 * @property {string} logLevel
 * @property {string | undefined} placesFile distances of callers; none without it
 * @property {boolean} signalV1 false makes /rtc/v1 unknown, as on servers before it existed
 */

/** Reads the file. @returns {Promise<{ config: Config, warnings: string[] }>} @throws {ConfigError} */
export async function loadConfig(file, env = process.env) {
  let source;
  try {
    source = await readFile(file, "utf8");
  } catch (error) {
    throw new ConfigError(`cannot read the configuration file ${file}: ${error.code ?? error.message}`);
  }
  return parseConfig(source, env);
}

/** @param {string} source YAML @throws {ConfigError} */
export function parseConfig(source, env = {}) {
  let document;
  try {
    document = parse(source) ?? {};
  } catch (error) {
    // The parser's message quotes the line, which may hold a secret.
    throw new ConfigError(`the configuration is not valid YAML (${error.code ?? "syntax error"}${error.linePos ? `, line ${error.linePos[0].line}` : ""})`);
  }
  if (typeof document !== "object" || Array.isArray(document)) throw new ConfigError("the configuration must be a YAML map of keys, such as `port: 7880`");

  const warnings = [];
  const values = flatten(document, warnings);
  const config = {
    port: values.port ?? 7880,
    bindAddresses: values.bind_addresses ?? ["127.0.0.1"],
    keys: new Map(Object.entries(values.keys ?? {})),
    prometheusPort: values.prometheus_port || undefined,
    region: values.region ?? "",
    nodeIp: values["rtc.node_ip"] ?? values.node_ip,
    rtc: { portRangeStart: values["rtc.port_range_start"] ?? 50000, portRangeEnd: values["rtc.port_range_end"] ?? 60000 },
    room: {
      autoCreate: values["room.auto_create"] ?? true,
      emptyTimeout: values["room.empty_timeout"] ?? 300,
      departureTimeout: values["room.departure_timeout"] ?? 20,
      maxParticipants: values["room.max_participants"] ?? 0,
    },
    logLevel: values["logging.level"] ?? "info",
    placesFile: env.EDGEVOICE_PLACES || undefined,
    signalV1: env.EDGEVOICE_LIVEKIT_V1 !== "false",
  };
  checkTogether(config);
  for (const [key, secret] of config.keys) if (secret.length < 32) warnings.push(`keys.${key}: the secret is shorter than 32 characters; the real server warns too`);
  return { config, warnings };
}

function flatten(document, warnings) {
  const values = {};
  const visit = (path, value) => {
    const rule = KNOWN[path];
    if (!rule) return warnings.push(MEANINGLESS.has(path) ? `${path}: has no meaning in the emulator, ignored` : `${path}: unknown key, ignored`);
    if (value === null || value === undefined) return;
    if (!rule.check(value)) throw new ConfigError(`${path}: ${rule.fix}`);
    values[path] = value;
  };
  for (const [key, value] of Object.entries(document)) {
    if (!SECTIONS.includes(key)) visit(key, value);
    else if (value === null) continue;
    else if (typeof value !== "object" || Array.isArray(value)) throw new ConfigError(`${key}: give a map of settings`);
    else for (const [name, inner] of Object.entries(value)) visit(`${key}.${name}`, inner);
  }
  return values;
}

function checkTogether(config) {
  if (config.keys.size === 0) throw new ConfigError('keys: at least one API key is needed, such as `keys: { devkey: "a secret of 32 characters or more" }`');
  const { portRangeStart, portRangeEnd } = config.rtc;
  if (portRangeStart === 0) throw new ConfigError("rtc.port_range_start: give a port from 1 to 65535");
  if (portRangeEnd < portRangeStart) throw new ConfigError(`rtc.port_range_end: give a port not below rtc.port_range_start (${portRangeStart})`);
  config.bindAddresses.forEach((address, i) => {
    if (address !== "" && !isIP(address)) throw new ConfigError(`bind_addresses[${i}]: give an IP address, such as "127.0.0.1"`);
  });
  if (config.nodeIp !== undefined && isIP(config.nodeIp) !== 4) throw new ConfigError('node_ip: give an IPv4 address, such as "127.0.0.1"');
}
