import { address } from "../app/location";
import { paths } from "../app/routes";

export const turnLink = (sessionId: string, turn: number | null): string => address(paths.session(sessionId), { turn: turn ?? undefined });
