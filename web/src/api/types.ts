/** What the gateway grants for one call. The token is used once and stays in memory. */
export interface CallGrant {
  callId: string;
  room: string;
  url: string;
  token: string;
  region: string;
  /** Grows by one whenever another agent takes the call over. */
  generation: number;
  /** The call's secret, to go on with it elsewhere; missing when the service cannot do that. */
  resumeToken?: string;
}

/** Asks for the next generation of a call, or again for one that was not joined. */
export interface ResumeRequest {
  callId: string;
  resumeToken: string;
  attempt: string;
  reason: string;
}

/** What became of a resume. A refusal has the last part of its problem's type, if it is one; nothing of all this when no answer came. */
export type ResumeAnswer = { grant: CallGrant } | { status?: number; problem?: string; retryAfterMs?: number };

/** What a region says of a call: `recovering` means that another agent is on its way into the same room. */
export type CallStanding = "active" | "recovering" | "gone";

export interface Persona {
  id: string;
  title: string;
  description: string;
}

export interface CallRequest {
  persona?: string;
  locale?: string;
}
