/** Codes such as caller_silent, caller-silent or CallerSilent as lower-case words. */
export function plainWords(code: string): string {
  return code
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .replace(/\.+$/, "")
    .trim()
    .toLowerCase();
}
