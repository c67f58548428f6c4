import { describe, expect, test } from "vitest";
import type { CallGrant } from "../src/api/types";
import { Recovery, type Sign, type Step } from "../src/call/Recovery";
import { isLost } from "../src/call/silence";
import cases from "./caller-cases.json";

type Told = Record<string, unknown>;

const grant = (generation: number): CallGrant => ({ callId: "call_1", room: "call_1", url: "wss://x.test", token: "t", region: "x", generation, resumeToken: `secret-${generation}` });

function signOf({ sign, ...told }: Told): Sign {
  switch (sign) {
    case "standing":
      return { sign, standing: (told.standing as "gone" | null) ?? undefined };
    case "granted":
      return { sign: "answer", answer: { grant: grant(told.generation as number) } };
    case "refused":
      return { sign: "answer", answer: { status: told.status as number, problem: (told.problem as string | null) ?? undefined, retryAfterMs: (told.retryAfterMs as number | null) ?? undefined } };
    case "unanswered":
      return { sign: "answer", answer: {} };
    default:
      return { sign: sign as "heard" | "not-joined" };
  }
}

function tell(step: Step): Told {
  switch (step.do) {
    case "resume":
      return { do: step.do, secret: Number(step.grant.resumeToken!.slice("secret-".length)), attempt: step.attempt, afterMs: step.afterMs };
    case "join":
      return { do: step.do, generation: step.grant.generation };
    default:
      return { ...step };
  }
}

describe("a caller's silence", () => {
  test.each(cases.silences)("$name", ({ silentMs, unanswered, signalling, lost }) => {
    expect(isLost(silentMs ?? undefined, unanswered, signalling)).toBe(lost);
  });
});

describe("a caller's recovery", () => {
  test.each(cases.recoveries)("$name", ({ reason, steps }) => {
    const recovery = new Recovery(grant(1), reason, 0);
    const done = (steps as Told[]).map((step) => tell(step.sign === undefined ? recovery.first() : recovery.next(signOf(step), step.at as number)));
    expect(done).toEqual(steps.map((step) => step.expect));
  });
});
