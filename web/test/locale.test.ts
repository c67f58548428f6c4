import { expect, test } from "vitest";
import { callLocale } from "../src/call/locale";

test.each([
  ["de-DE", "de-DE"],
  ["en-US@posix", "en-US"],
  ["de_DE.UTF-8", "de-DE"],
  ["en-US-u-fw-mon-mu-celsius", "en-US"],
  ["es-u-ms-metric", "es"],
  ["en-US-u-hc-h12", "en-US"],
  ["zh-hant-tw", "zh-Hant-TW"],
  ["es-419", "es-419"],
  ["C", undefined],
  ["", undefined],
  ["../etc", undefined],
  [undefined, undefined],
])("%s is sent as %s", (said, sent) => {
  expect(callLocale(said)).toBe(sent);
});
