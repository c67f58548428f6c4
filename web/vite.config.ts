import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  build: {
    outDir: "dist/call",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows files of this origin only, so no asset may become a data: URL.
    assetsInlineLimit: 0,
    // The LiveKit client is one piece of about 600 kB before compression; splitting it would not load it sooner.
    chunkSizeWarningLimit: 800,
  },
});
