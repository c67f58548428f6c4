import { CallFailure } from "../call/CallError";
import { answerChallenge, challengeOf, readChallenge } from "./challenge";
import { errorFromResponse, problemOf } from "./problem";
import type { CallGrant, CallRequest, CallStanding, Persona, ResumeAnswer, ResumeRequest } from "./types";

// Longer than any healthy admission; a caller will not stare at "Connecting" for more.
const REQUEST_TIMEOUT_MS = 15_000;

const MOST_CHALLENGES = 3;

// The caller hears nothing meanwhile, and asking again is safe.
const RESUME_TIMEOUT_MS = 4_000;

// A region that needs longer is not the one to wait for.
const STANDING_TIMEOUT_MS = 800;

/** The gateway's HTTP contract. Paths are relative so that the page works below any prefix. */
export class GatewayClient {
  constructor(private readonly base = "api/") {}

  /** Asks for a call; throws CallFailure with the reason when none is granted. */
  async createCall(request: CallRequest, signal: AbortSignal): Promise<CallGrant> {
    const response = await this.askForCall(request, signal);
    if (!response.ok) {
      throw new CallFailure(await errorFromResponse(response));
    }
    const grant = readGrant(await response.json().catch(() => undefined));
    if (!grant) {
      throw new CallFailure({ code: "failed", detail: "The service sent an answer this page does not understand." });
    }
    return grant;
  }

  // Under a flood more work may be asked for while the first is done.
  private async askForCall(request: CallRequest, signal: AbortSignal): Promise<Response> {
    const asked = await this.send("challenge", signal, { headers: { Accept: "application/json" } });
    let challenge = asked.status === 200 ? readChallenge(await asked.json().catch(() => undefined)) : undefined;
    for (let answers = 0; ; answers++) {
      const proof = challenge && (await answerChallenge(challenge, signal).catch(() => undefined));
      const response = await this.post("calls", { ...request, proof }, signal, REQUEST_TIMEOUT_MS);
      challenge = response.status === 403 ? challengeOf(await response.clone().json().catch(() => undefined)) : undefined;
      if (!challenge || answers === MOST_CHALLENGES) {
        return response;
      }
    }
  }

  /** Asks to go on with a call in whatever region the service's public name leads to. */
  async resumeCall({ callId, ...request }: ResumeRequest, signal: AbortSignal): Promise<ResumeAnswer> {
    try {
      const response = await this.post(`calls/${encodeURIComponent(callId)}/resume`, request, signal, RESUME_TIMEOUT_MS);
      if (!response.ok) {
        return await problemOf(response);
      }
      const grant = readGrant(await response.json());
      return grant ? { grant } : { status: response.status };
    } catch {
      return {};
    }
  }

  /** What the call's own region says of it; undefined when it does not answer. */
  async callStanding({ callId, url, resumeToken }: CallGrant, signal: AbortSignal): Promise<CallStanding | undefined> {
    const region = new URL(url.replace(/^ws/, "http")).origin;
    try {
      const response = await fetch(`${region}/api/calls/${encodeURIComponent(callId)}`, {
        headers: { Authorization: `Bearer ${resumeToken}` },
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.any([signal, AbortSignal.timeout(STANDING_TIMEOUT_MS)]),
      });
      const body: unknown = response.ok ? await response.json() : undefined;
      return readStanding(body);
    } catch {
      return undefined;
    }
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

  private post(path: string, request: object, signal: AbortSignal, timeoutMs: number): Promise<Response> {
    const init = {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json, application/problem+json" },
      body: JSON.stringify(request),
    };
    return this.send(path, signal, init, timeoutMs);
  }

  private async send(path: string, signal: AbortSignal, init: RequestInit, timeoutMs = REQUEST_TIMEOUT_MS): Promise<Response> {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      return await fetch(this.base + path, { ...init, cache: "no-store", signal: AbortSignal.any([signal, timeout]) });
    } catch {
      const detail = timeout.aborted ? `There was no answer within ${timeoutMs / 1000} seconds.` : undefined;
      throw new CallFailure({ code: "unreachable", detail });
    }
  }
}

function readGrant(body: unknown): CallGrant | undefined {
  if (typeof body !== "object" || body === null) {
    return undefined;
  }
  const { callId, room, url, token, region, generation, resumeToken } = body as Record<string, unknown>;
  const complete = typeof callId === "string" && typeof url === "string" && typeof token === "string" && /^(ws|http)s?:/.test(url);
  return complete
    ? {
        callId,
        url,
        token,
        room: typeof room === "string" ? room : callId,
        region: typeof region === "string" ? region : "",
        generation: typeof generation === "number" ? generation : 1,
        resumeToken: typeof resumeToken === "string" && resumeToken !== "" ? resumeToken : undefined,
      }
    : undefined;
}

function readStanding(body: unknown): CallStanding | undefined {
  const state = typeof body === "object" && body !== null ? (body as Record<string, unknown>).state : undefined;
  return state === "active" || state === "recovering" || state === "gone" ? state : undefined;
}

function isPersona(value: unknown): value is Persona {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { id, title } = value as Record<string, unknown>;
  return typeof id === "string" && id !== "" && typeof title === "string";
}
