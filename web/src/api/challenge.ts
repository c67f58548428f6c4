import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** What the gateway asks for before it takes a slot: a number to be found, in the form of ALTCHA, or an answer of Turnstile. */
export interface Challenge {
  kind: string;
  algorithm?: string;
  challenge?: string;
  salt?: string;
  maxnumber?: number;
  signature?: string;
  siteKey?: string;
}

// The page stays alive meanwhile.
const SLICE_MS = 12;

const TURNSTILE = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";

interface TurnstileApi {
  render(element: HTMLElement, options: Record<string, unknown>): string;
  remove(widget: string): void;
}

/** Reads a challenge; undefined when it is none. */
export function readChallenge(value: unknown): Challenge | undefined {
  return typeof value === "object" && value !== null && typeof (value as Challenge).kind === "string" ? (value as Challenge) : undefined;
}

/** Reads a challenge out of a refusal's problem details; undefined when there is none. */
export function challengeOf(problem: unknown): Challenge | undefined {
  return typeof problem === "object" && problem !== null ? readChallenge((problem as Record<string, unknown>).challenge) : undefined;
}

/** Answers a challenge; undefined for one that this page cannot answer. */
export async function answerChallenge(challenge: Challenge, signal: AbortSignal): Promise<string | undefined> {
  switch (challenge.kind) {
    case "proof-of-work":
      return work(challenge, signal);
    case "turnstile":
      return challenge.siteKey ? askTurnstile(challenge.siteKey, signal) : undefined;
    default:
      return undefined;
  }
}

async function work({ algorithm, challenge, salt, maxnumber, signature }: Challenge, signal: AbortSignal): Promise<string | undefined> {
  if (algorithm !== "SHA-256" || challenge === undefined || salt === undefined || maxnumber === undefined) {
    return undefined;
  }
  let pause = performance.now() + SLICE_MS;
  for (let number = 0; number <= maxnumber; number++) {
    if (bytesToHex(sha256(utf8ToBytes(salt + number))) === challenge) {
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
    }
    if (performance.now() >= pause) {
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
      pause = performance.now() + SLICE_MS;
    }
  }
  return undefined;
}

async function askTurnstile(sitekey: string, signal: AbortSignal): Promise<string | undefined> {
  const turnstile = await loadTurnstile();
  const element = document.body.appendChild(document.createElement("div"));
  element.className = "challenge";
  let widget = "";
  try {
    return await new Promise<string | undefined>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      widget = turnstile.render(element, { sitekey, appearance: "interaction-only", callback: resolve, "error-callback": () => resolve(undefined) });
    });
  } finally {
    turnstile.remove(widget);
    element.remove();
  }
}

function loadTurnstile(): Promise<TurnstileApi> {
  const known = (window as { turnstile?: TurnstileApi }).turnstile;
  if (known) {
    return Promise.resolve(known);
  }
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = TURNSTILE;
    script.onload = () => resolve((window as { turnstile?: TurnstileApi }).turnstile!);
    script.onerror = () => reject(new Error("Turnstile cannot be loaded."));
    document.head.append(script);
  });
}
