// Reads one JSON request per line, { id, text, voice, wordsPerMinute }, and answers one line,
// { id, audio } with base64 PCM (24 kHz, mono, signed 16 bit little endian) or { id, error }. Ends with its stdin.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import ESpeakNg from "espeak-ng";
import { resample, trimSilence } from "./pcm.mjs";

const outputRate = 24000;
const wavHeaderBytes = 44;
const wasm = await WebAssembly.compile(await readFile(new URL(import.meta.resolve("espeak-ng").replace(/\.js$/, ".wasm"))));

async function speak({ text, voice, wordsPerMinute }) {
  const complaints = [];
  const engine = await ESpeakNg({
    // The leading space keeps a text that begins with a dash from being read as an option.
    arguments: ["-w", "speech.wav", "-v", voice, "-s", String(wordsPerMinute), ` ${text}`],
    print() {},
    printErr: (line) => complaints.push(line),
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm));
      return {};
    },
  });
  let wav;
  try {
    wav = engine.FS.readFile("speech.wav");
  } catch {
    throw new Error(complaints.join(" ") || "the speech engine wrote no audio");
  }

  const header = new DataView(wav.buffer, wav.byteOffset, wavHeaderBytes);
  const samples = new Int16Array(wav.slice(wavHeaderBytes).buffer, 0, (wav.length - wavHeaderBytes) >> 1);
  return trimSilence(resample(samples, header.getUint32(24, true), outputRate), outputRate);
}

for await (const line of createInterface({ input: process.stdin })) {
  let id = null;
  try {
    const request = JSON.parse(line);
    id = request.id;
    const pcm = await speak(request);
    process.stdout.write(`${JSON.stringify({ id, audio: Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString("base64") })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ id, error: String(error?.message ?? error) })}\n`);
  }
}
