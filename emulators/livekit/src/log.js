const LEVELS = ["debug", "info", "warn", "error"];

/**
 * Writes one line per record to stderr: time, level, message, key=value. Callers never pass a secret or a token.
 * @param {string} level lowest level that is written
 */
export function createLogger(level, write = (line) => process.stderr.write(line)) {
  const lowest = LEVELS.indexOf(level);
  const record = (name, message, fields) => {
    if (LEVELS.indexOf(name) < lowest) return;
    const pairs = Object.entries(fields ?? {}).map(([key, value]) => ` ${key}=${JSON.stringify(value instanceof Error ? value.message : value)}`);
    write(`${new Date().toISOString()} ${name.toUpperCase()} ${message}${pairs.join("")}\n`);
  };
  return Object.fromEntries(LEVELS.map((name) => [name, (message, fields) => record(name, message, fields)]));
}

/** @typedef {ReturnType<typeof createLogger>} Logger */
