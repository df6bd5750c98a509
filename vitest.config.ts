import { defineConfig } from "vitest/config";

/** Tests load modules as Node does (no bundler in between): strategies are loaded from anywhere on disk the same way the product loads them. */
export default defineConfig({
  test: {
    globalSetup: ["test/support/own-home.ts"],
    setupFiles: ["test/support/fast-check-seed.ts"],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    experimental: { viteModuleRunner: false },
    execArgv: ["--conditions=backsight-source"],
    // Files share a process: nothing a test leaves behind may matter to another, and the suite takes half the time.
    isolate: false,
    maxWorkers: "100%",
    testTimeout: 60_000,
    reporters: process.env.CI === "true" ? ["default", ["json", { outputFile: "coverage/tests.json" }]] : ["default"],
  },
});
