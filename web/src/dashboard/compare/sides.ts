/** One side of a comparison, as it stands in the address: `turn:<id>`, `session:<id>`, `range:<from>/<to>` or `fleet`. */
export type Kind = "turn" | "session" | "range" | "fleet";

export interface Side {
  kind: Kind;
  value: string;
}

export function parseSide(text: string | null): Side | undefined {
  if (text === "fleet") {
    return { kind: "fleet", value: "" };
  }

  const match = /^(turn|session|range):(.+)$/.exec(text ?? "");
  return match ? { kind: match[1] as Kind, value: match[2]! } : undefined;
}

export const sideText = (side: Side): string | undefined =>
  side.kind === "fleet" ? "fleet" : side.value ? `${side.kind}:${side.value}` : undefined;

/** Before and after a moment: as much time on either side. */
export function beforeAfter(at: number, spanMs: number): { a: string; b: string } {
  const instant = (ms: number) => new Date(ms).toISOString();
  return { a: `range:${instant(at - spanMs)}/${instant(at)}`, b: `range:${instant(at)}/${instant(at + spanMs)}` };
}
