import type { LogRow } from "../api/types";
import { Badge, type Tone } from "../ui/Badge";

const tones: Record<LogRow["severity"], Tone> = { trace: "plain", debug: "plain", info: "plain", warn: "warn", error: "bad", fatal: "bad" };

export const severities = Object.keys(tones) as LogRow["severity"][];

export const Severity = ({ value }: { value: LogRow["severity"] }) => <Badge tone={tones[value]}>{value}</Badge>;
