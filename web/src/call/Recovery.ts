import type { CallGrant, CallStanding, ResumeAnswer } from "../api/types";
import type { CallErrorCode } from "./CallError";

/** How long a caller is kept hoping, in milliseconds, counted from the first resume. */
export const RECONNECT_LIMIT_MS = 20_000;

/** How long another agent may take to come into the same room, in milliseconds. */
export const WAIT_HERE_MS = 8_000;

const RETRY_MS = 400;
const LONGEST_RETRY_MS = 1_000;

// The room itself is over, or its agent asked to leave it: nobody comes back there.
const AT_ONCE: readonly string[] = ["moving", "signalling-closed"];

// Refusals that say by their name that another try cannot change them. Whatever else is answered may pass.
const FINAL: Readonly<Record<string, CallErrorCode>> = {
  "already-resumed": "call-elsewhere",
  "call-ended": "call-over",
  "invalid-request": "failed",
  "cross-site": "failed",
};

/** What came of the last step. */
export type Sign =
  | { sign: "standing"; standing?: CallStanding }
  | { sign: "heard" }
  | { sign: "answer"; answer: ResumeAnswer }
  /** The new room could not be joined, or its agent did not answer. */
  | { sign: "not-joined" };

/** What the caller does next. `afterMs` is how long it waits before, or until it is heard again. */
export type Step =
  | { do: "ask"; afterMs: number }
  | { do: "resume"; grant: CallGrant; attempt: number; afterMs: number }
  | { do: "join"; grant: CallGrant }
  | { do: "stay" }
  | { do: "end"; code: CallErrorCode };

/**
 * What a caller does whose agent is not heard any more; times in milliseconds on any clock. It has no other knowledge than its signs, and
 * `web/test/caller-cases.json` says what follows from them, for the drill's callers too.
 */
export class Recovery {
  private readonly began: number;
  private moving?: number;
  private attempt = 1;
  private failures = 0;

  constructor(
    private grant: CallGrant,
    private readonly reason: string,
    now: number,
  ) {
    this.began = now;
  }

  first(): Step {
    return AT_ONCE.includes(this.reason) ? this.move(this.began) : { do: "ask", afterMs: 0 };
  }

  next(sign: Sign, now: number): Step {
    switch (sign.sign) {
      case "heard":
        return { do: "stay" };
      case "standing":
        return sign.standing === "recovering" && now - this.began < WAIT_HERE_MS ? { do: "ask", afterMs: RETRY_MS } : this.move(now);
      case "answer":
        return this.answered(sign.answer, now);
      case "not-joined":
        // Its token may be used up: what failed is the next loss, with an attempt of its own.
        this.attempt++;
        return this.resume(this.failures++ === 0 ? 0 : RETRY_MS, now);
    }
  }

  private move(now: number): Step {
    this.moving = now;
    return this.resume(0, now);
  }

  private answered(answer: ResumeAnswer, now: number): Step {
    if ("grant" in answer) {
      // The newest secret is the only one that always leads on, joined or not.
      this.grant = answer.grant.resumeToken ? answer.grant : { ...answer.grant, resumeToken: this.grant.resumeToken };
      return { do: "join", grant: this.grant };
    }
    const code = FINAL[answer.problem ?? ""];
    return code ? { do: "end", code } : this.resume(Math.min(answer.retryAfterMs || RETRY_MS, LONGEST_RETRY_MS), now);
  }

  private resume(afterMs: number, now: number): Step {
    return now - this.moving! >= RECONNECT_LIMIT_MS ? { do: "end", code: "network-lost" } : { do: "resume", grant: this.grant, attempt: this.attempt, afterMs };
  }
}
