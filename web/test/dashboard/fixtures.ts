import { readdirSync, readFileSync } from "node:fs";
import type { Page, SessionDetail, TurnRow } from "../../src/dashboard/api/types";

const folder = `${import.meta.dirname}/fixtures/`;

export const fixture = <T>(name: string): T => JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) as T;

export const session = (name: string): SessionDetail => fixture<SessionDetail>(`session.${name}`);

export const allSessions = (): SessionDetail[] =>
  readdirSync(folder).filter((name) => name.startsWith("session.")).map((name) => fixture<SessionDetail>(name.replace(".json", "")));

export const turns = (): TurnRow[] => fixture<Page<TurnRow>>("turns").items;
