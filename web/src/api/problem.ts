import type { CallError } from "../call/CallError";
import { retryAfterMs } from "./retryAfter";

interface Problem {
  type?: unknown;
  detail?: unknown;
  errors?: unknown;
}

// Waits for answers that carry no Retry-After header.
const NO_CAPACITY_WAIT_MS = 10_000;
const RATE_LIMIT_WAIT_MS = 30_000;
const MAX_DETAIL_CHARACTERS = 240;

/** Turns a refused request (RFC 9457 problem details, or anything else) into an error of the call. */
export async function errorFromResponse(response: Response, now = Date.now()): Promise<CallError> {
  const problem = await readProblem(response);
  const detail = describe(problem);
  const wait = retryAfterMs(response.headers.get("Retry-After"), now);
  const type = typeof problem.type === "string" ? problem.type : "";

  if (response.status === 503 && type.endsWith("/no-capacity")) {
    return { code: "no-capacity", detail, retryAfterMs: wait ?? NO_CAPACITY_WAIT_MS };
  }
  if (response.status === 429) {
    return { code: "rate-limited", detail, retryAfterMs: wait ?? RATE_LIMIT_WAIT_MS };
  }
  if (response.status === 502 || response.status === 503 || response.status === 504) {
    return { code: "unreachable", detail, retryAfterMs: wait };
  }
  if (response.status >= 400 && response.status < 500) {
    return { code: "refused", detail: detail ?? `The service answered with status ${response.status}.` };
  }
  return { code: "failed", detail: detail ?? `The service answered with status ${response.status}.` };
}

/** What a refused request says for programs: its status, the name of its problem, and when to ask again. */
export async function problemOf(response: Response, now = Date.now()): Promise<{ status: number; problem?: string; retryAfterMs?: number }> {
  const { type } = await readProblem(response);
  const problem = typeof type === "string" && type.includes("/") ? type.slice(type.lastIndexOf("/") + 1) : undefined;
  return { status: response.status, problem, retryAfterMs: retryAfterMs(response.headers.get("Retry-After"), now) };
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? body : {};
  } catch {
    // A proxy on the way may answer with HTML or nothing.
    return {};
  }
}

function describe(problem: Problem): string | undefined {
  const text = firstFieldError(problem.errors) ?? nonEmpty(problem.detail);
  return text?.slice(0, MAX_DETAIL_CHARACTERS);
}

function firstFieldError(errors: unknown): string | undefined {
  if (typeof errors !== "object" || errors === null) {
    return undefined;
  }
  for (const [field, texts] of Object.entries(errors)) {
    const text = Array.isArray(texts) ? nonEmpty(texts[0]) : undefined;
    if (text) {
      return `${field}: ${text}`;
    }
  }
  return undefined;
}

function nonEmpty(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
