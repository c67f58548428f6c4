import { phaseWords } from "../turns/phases";

const others: Record<string, string> = {
  heard_silence: "Silence heard", provider: "Provider", network: "Network", "media path": "Media path", barge_in_stop: "Barge-in stop", cost: "Cost of a turn",
  tokens_in: "Tokens in", tokens_out: "Tokens out",
};

export const names = (name: string): string =>
  others[name] ?? (name in phaseWords ? phaseWords[name as keyof typeof phaseWords].name : name.replace(/^tool /, "Tool "));
