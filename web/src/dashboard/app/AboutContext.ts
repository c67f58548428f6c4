import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { About } from "../api/types";

/** What this dashboard is allowed and able to show; undefined until it has said so. */
export const AboutContext = createContext<About | undefined>(undefined);

export const useAbout = (): About | undefined => useContext(AboutContext);
