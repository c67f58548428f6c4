import { readFileSync } from "node:fs";

/** Mono 16-bit samples of a WAV file in the given rate (Hz). */
export function readWav(path, rate) {
  const file = readFileSync(path);
  let offset = 12;
  while (file.toString("ascii", offset, offset + 4) !== "data") {
    if (file.toString("ascii", offset, offset + 4) === "fmt " && (file.readUInt16LE(offset + 10) !== 1 || file.readUInt32LE(offset + 12) !== rate)) {
      throw new Error(`${path} is not mono ${rate} Hz`);
    }
    offset += 8 + file.readUInt32LE(offset + 4);
  }
  const length = file.readUInt32LE(offset + 4);
  return new Int16Array(file.buffer.slice(file.byteOffset + offset + 8, file.byteOffset + offset + 8 + length));
}
