/** A trace has the address that it has in Aspire's dashboard. */
export type Route =
  | { page: "live" }
  | { page: "turns" }
  | { page: "sessions" }
  | { page: "session"; id: string }
  | { page: "trace"; id: string }
  | { page: "compare" }
  | { page: "unknown" };

export function route(path: string): Route {
  const parts = path.split("/").filter(Boolean).map(decode);
  const [first, second, third] = parts;
  switch (first) {
    case undefined:
      return { page: "live" };
    case "turns":
    case "compare":
      return parts.length === 1 ? { page: first } : { page: "unknown" };
    case "sessions":
      return second ? { page: "session", id: second } : { page: "sessions" };
    case "traces":
      return second === "detail" && third ? { page: "trace", id: third } : { page: "unknown" };
    default:
      return { page: "unknown" };
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const paths = {
  session: (id: string) => `/sessions/${encodeURIComponent(id)}`,
  trace: (id: string) => `/traces/detail/${encodeURIComponent(id)}`,
};
