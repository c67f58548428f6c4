import { useData } from "../api/useData";
import { address } from "../app/location";
import type { Lane, SessionDetail, Waveform } from "../api/types";
import type { Range } from "./ranges";

/** Peaks of both lanes for what is shown; nothing when no audio was kept. */
export function useWaveform(detail: SessionDetail, { fromMs, toMs }: Range): Partial<Record<Lane, Waveform>> {
  const running = detail.session.inProgress ? 5_000 : undefined;
  const url = (lane: Lane) => detail.audio?.lanes.some((kept) => kept.lane === lane)
    ? address(`/api/sessions/${encodeURIComponent(detail.session.id)}/waveform`, { lane, points: 1200, from: Math.round(fromMs), to: Math.round(toMs) })
    : undefined;
  const caller = useData<Waveform>(url("caller"), running);
  const agent = useData<Waveform>(url("agent"), running);
  return { ...(caller.value && { caller: caller.value }), ...(agent.value && { agent: agent.value }) };
}
