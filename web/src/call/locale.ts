/**
 * What the browser says its language is, as the gateway takes it: language, script and region. Chromium on Linux says
 * `en-US@posix` or `C`, Android adds the user's calendar and units. Nothing when it is no language: the gateway has a default.
 */
export function callLocale(said: string | undefined): string | undefined {
  const tag = ((said ?? "").split(/[@.]/)[0] ?? "").replaceAll("_", "-");
  try {
    const { language, script, region } = new Intl.Locale(tag);
    return [language, script, region].filter(Boolean).join("-");
  } catch {
    return undefined;
  }
}
