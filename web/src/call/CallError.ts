export type CallErrorCode =
  | "mic-denied"
  | "mic-missing"
  | "insecure"
  | "no-capacity"
  | "rate-limited"
  | "refused"
  | "unreachable"
  | "network-lost"
  | "agent-gone"
  | "token-expired"
  | "call-over"
  | "call-elsewhere"
  | "failed";

export interface CallError {
  code: CallErrorCode;
  /** A sentence for the caller that says more than the code does. */
  detail?: string;
  /** Milliseconds the service asks the caller to wait before the next attempt. */
  retryAfterMs?: number;
}

/** Carries a CallError through promise chains. */
export class CallFailure extends Error {
  constructor(readonly error: CallError) {
    super(error.detail ?? error.code);
    this.name = "CallFailure";
  }
}
