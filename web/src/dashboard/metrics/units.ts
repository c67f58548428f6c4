import { bytes, count, duration } from "../ui/format";

/** A metric's value in words, by its UCUM unit. */
export function inUnit(value: number | null, unit: string): string {
  if (value === null) {
    return "–";
  }

  switch (unit) {
    case "s":
      return duration(value * 1000);
    case "ms":
      return duration(value);
    case "By":
      return bytes(value);
    case "1":
    case "":
      return Number.isInteger(value) ? count(value) : value.toPrecision(3);
    default: {
      // Curly braces mark what is counted: `{session}`.
      const noun = /^\{(.*)\}$/.exec(unit)?.[1] ?? unit;
      return `${Number.isInteger(value) ? count(value) : value.toPrecision(3)} ${noun}${value === 1 || !unit.startsWith("{") ? "" : "s"}`;
    }
  }
}
