import type { TurnsSummary } from "../api/types";
import { changeQuery, navigate } from "../app/location";
import { Filters } from "../ui/Filters";
import { Select } from "../ui/Select";
import { activeFilters, filterNames, recentTimes } from "./filters";
import { outcomes, outcomeWords } from "./outcomes";

/** Each choice changes the address, and the address is all there is. */
export function TurnFilters({ query, summary }: { query: URLSearchParams; summary: TurnsSummary | undefined }) {
  const set = (name: string) => (value: string) => changeQuery({ [name]: value, cursor: undefined });
  const value = (name: string) => query.get(name) ?? "";
  const any = (values: string[] | undefined) => [["", "Any"], ...(values ?? []).map((item) => [item, item])] as [string, string][];
  const active = activeFilters(query);
  return (
    <Filters active={active.length}>
      <Select label="Region" value={value("region")} options={any(summary?.regions)} change={set("region")} />
      <Select label="Persona" value={value("persona")} options={any(summary?.personas)} change={set("persona")} />
      <Select label="Outcome" value={value("outcome")} options={[["", "Any"], ...outcomes.map((name) => [name, outcomeWords[name].name] as [string, string])]} change={set("outcome")} />
      <Select label="Tool" value={value("tool")} options={any(summary?.tools)} change={set("tool")} />
      <Select label="Slow for" value={value("cause")} options={any(Object.keys(summary?.causes ?? {}))} change={set("cause")} />
      <Select label="Interrupted" value={value("interrupted")} options={[["", "Any"], ["true", "Yes"], ["false", "No"]]} change={set("interrupted")} />
      <Select label="Figures" value={value("findings")} options={[["", "Any"], ["true", "With findings"]]} change={set("findings")} />
      <Select label="Time" value={value("from")} options={[["", "All that is kept"], ...Object.entries(recentTimes).map(([key, time]) => [key, time.name] as [string, string])]} change={set("from")} />
      <div class="field">
        <label for="min-silence">Silence from (ms)</label>
        <input id="min-silence" class="input input-short" type="number" min="0" step="100" value={value("minSilence")} onChange={(event) => set("minSilence")(event.currentTarget.value)} />
      </div>
      <div class="field">
        <label for="turn-search">Call or text</label>
        <input id="turn-search" class="input" type="search" data-search value={value("search")} onChange={(event) => set("search")(event.currentTarget.value)} />
      </div>
      {active.length > 0 && (
        <button type="button" class="button" onClick={() => navigate(query.get("sort") ? `/turns?sort=${query.get("sort")}` : "/turns")}>
          Clear {active.length} of {filterNames.length}
        </button>
      )}
    </Filters>
  );
}
