import { CallFailure } from "../call/CallError";
import { errorFromResponse } from "./problem";
import type { CallGrant, CallRequest, Persona } from "./types";

// Longer than any healthy admission; a caller will not stare at "Connecting" for more.
const REQUEST_TIMEOUT_MS = 15_000;

/** The gateway's HTTP contract. Paths are relative so that the page works below any prefix. */
export class GatewayClient {
  constructor(private readonly base = "api/") {}

  /** Asks for a call; throws CallFailure with the reason when none is granted. */
  async createCall(request: CallRequest, signal: AbortSignal): Promise<CallGrant> {
    const response = await this.send("calls", signal, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
      body: JSON.stringify(request),
    });
    if (!response.ok) {
      throw new CallFailure(await errorFromResponse(response));
    }
    const grant = readGrant(await response.json().catch(() => undefined));
    if (!grant) {
      throw new CallFailure({ code: "failed", detail: "The service sent an answer this page does not understand." });
    }
    return grant;
  }

  /** The agents one can call, or an empty list when the gateway does not tell. */
  async personas(signal: AbortSignal): Promise<Persona[]> {
    try {
      const response = await this.send("personas", signal, { headers: { Accept: "application/json" } });
      const body: unknown = response.ok ? await response.json() : [];
      return Array.isArray(body) ? body.filter(isPersona) : [];
    } catch {
      return [];
    }
  }

  private async send(path: string, signal: AbortSignal, init: RequestInit): Promise<Response> {
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    try {
      return await fetch(this.base + path, { ...init, cache: "no-store", signal: AbortSignal.any([signal, timeout]) });
    } catch {
      const detail = timeout.aborted ? `There was no answer within ${REQUEST_TIMEOUT_MS / 1000} seconds.` : undefined;
      throw new CallFailure({ code: "unreachable", detail });
    }
  }
}

function readGrant(body: unknown): CallGrant | undefined {
  if (typeof body !== "object" || body === null) {
    return undefined;
  }
  const { callId, room, url, token, region } = body as Record<string, unknown>;
  const complete = typeof callId === "string" && typeof url === "string" && typeof token === "string" && /^(ws|http)s?:/.test(url);
  return complete
    ? { callId, url, token, room: typeof room === "string" ? room : callId, region: typeof region === "string" ? region : "" }
    : undefined;
}

function isPersona(value: unknown): value is Persona {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { id, title } = value as Record<string, unknown>;
  return typeof id === "string" && id !== "" && typeof title === "string";
}
