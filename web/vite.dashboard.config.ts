import { defineConfig } from "vite";
import { serveFixtures } from "./test/dashboard/serveFixtures.ts";

/** The dashboard: one page for every address, so its files are named from the root. */
export default defineConfig({
  base: "/",
  // Only `npm run dashboard`: the pages over the API's examples, or over a running dashboard named by DASHBOARD_URL.
  plugins: process.env["DASHBOARD_URL"] ? [] : [serveFixtures("test/dashboard/fixtures")],
  server: process.env["DASHBOARD_URL"] ? { proxy: { "/api": process.env["DASHBOARD_URL"], "/login": process.env["DASHBOARD_URL"] } } : {},
  build: {
    outDir: "dist/dashboard",
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows files of this origin only: no data: URL, no inline preload script.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: "dashboard.html" },
  },
});
