import type { CallError, CallErrorCode } from "../call/CallError";

export interface ErrorWords {
  title: string;
  text: string;
  next: string;
}

// These explain themselves; what the service adds to them is written for programs.
const OWN_WORDS: readonly CallErrorCode[] = ["no-capacity", "rate-limited", "refused", "token-expired"];

const WORDS: Record<CallErrorCode, ErrorWords> = {
  "mic-denied": {
    title: "The microphone is blocked",
    text: "This page was not allowed to use it.",
    next: "Open the site settings beside the address, allow the microphone, then try again.",
  },
  "mic-missing": {
    title: "No microphone to use",
    text: "Your browser found no free microphone.",
    next: "Connect a microphone or headset, close other programs that use it, then try again.",
  },
  insecure: {
    title: "This address is not secure",
    text: "Browsers share the microphone only with pages loaded over https.",
    next: "Open this page with an address that begins with https://.",
  },
  "no-capacity": {
    title: "All lines are busy",
    text: "Every agent is in a call right now.",
    next: "Lines free up all the time: wait a moment, then try again.",
  },
  "rate-limited": {
    title: "Too many calls",
    text: "More calls came from your network than the service allows at once.",
    next: "Wait a moment, then try again.",
  },
  refused: {
    title: "The service does not take this call",
    text: "It does not understand what this page asks for.",
    next: "Calling again will not change that: tell whoever runs this service.",
  },
  unreachable: {
    title: "The service does not answer",
    text: "It may be restarting, or your connection may be down.",
    next: "Check your internet connection, then try again.",
  },
  "network-lost": {
    title: "The connection was lost",
    text: "It could not be restored.",
    next: "Check your internet connection, then call again.",
  },
  "agent-gone": {
    title: "The agent left",
    text: "It dropped out of the call without hanging up.",
    next: "Call again to reach another agent.",
  },
  "token-expired": {
    title: "The call took too long to start",
    text: "The pass for this call expired before the line was open.",
    next: "Call again to get a fresh one.",
  },
  "call-over": {
    title: "The call is over",
    text: "It had ended before you could be reconnected.",
    next: "Call again to start a new one.",
  },
  "call-elsewhere": {
    title: "The call goes on elsewhere",
    text: "Another window has taken it over.",
    next: "Look for it there, or call again.",
  },
  failed: {
    title: "Something went wrong",
    text: "The call could not go on.",
    next: "Try again. If it keeps failing, reload the page.",
  },
};

/** What to tell the caller: what happened, and the next step. `answered` tells a lost agent from one that never came. */
export function errorWords(error: CallError, answered: boolean): ErrorWords {
  const words = WORDS[error.code];
  if (error.code === "agent-gone" && !answered) {
    return { ...words, title: "No agent joined", text: "The line was open, but no agent picked up." };
  }
  return error.detail && !OWN_WORDS.includes(error.code) ? { ...words, text: error.detail } : words;
}
