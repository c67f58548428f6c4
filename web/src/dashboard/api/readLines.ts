/** Reads newline-delimited JSON until the answer ends. Empty lines only keep the connection alive. */
export async function readLines<T>(response: Response, take: (value: T) => void): Promise<void> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? "")).split("\n");
    rest = done ? "" : lines.pop() ?? "";
    lines.filter((line) => line.trim() !== "").forEach((line) => take(JSON.parse(line) as T));
    if (done) {
      return;
    }
  }
}
