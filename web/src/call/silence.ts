/** Silence after which something between here and the agent is broken, in milliseconds: three pings. */
export const SILENCE_MS = 1_200;

/** The same when the signalling is gone as well, which makes it certain sooner. */
export const SILENCE_WITHOUT_SIGNALLING_MS = 600;

// A hidden page's timers may come once a second: silence counts only for questions that were asked.
const MIN_UNANSWERED = 2;

/** Whether the agent is lost. One that never answered does not know the question, or is not there yet: both are noticed by others. */
export function isLost(silentMs: number | undefined, unanswered: number, signalling: boolean): boolean {
  return silentMs !== undefined && silentMs > (signalling ? SILENCE_MS : SILENCE_WITHOUT_SIGNALLING_MS) && unanswered >= MIN_UNANSWERED;
}
