/** Addresses follow Aspire's dashboard where it has the same page, so that habits carry over. */
export type Route =
  | { page: "live" }
  | { page: "turns" }
  | { page: "sessions" }
  | { page: "session"; id: string }
  | { page: "traces"; resource?: string }
  | { page: "trace"; id: string }
  | { page: "logs"; resource?: string }
  | { page: "metrics"; resource?: string }
  | { page: "resources"; resource?: string }
  | { page: "compare" }
  | { page: "unknown" };

export function route(path: string): Route {
  const parts = path.split("/").filter(Boolean).map(decode);
  const [first, second, third] = parts;
  const resource = second === "resource" && third ? { resource: third } : {};
  switch (first) {
    case undefined:
      return { page: "live" };
    case "turns":
    case "compare":
      return parts.length === 1 ? { page: first } : { page: "unknown" };
    case "sessions":
      return second ? { page: "session", id: second } : { page: "sessions" };
    case "traces":
      return second === "detail" && third ? { page: "trace", id: third } : { page: "traces", ...resource };
    case "structuredlogs":
      return { page: "logs", ...resource };
    case "metrics":
      return { page: "metrics", ...resource };
    case "resources":
      return { page: "resources", ...resource };
    case "consolelogs":
      return { page: "resources", ...resource };
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
  resource: (name: string) => `/resources/resource/${encodeURIComponent(name)}`,
};
