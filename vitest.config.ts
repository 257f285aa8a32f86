import { defineConfig } from 'vitest/config';

/** Everything that runs in Node: unit, property, layer and transcript tests. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: ['**/*.browser.test.*', 'node_modules/**', 'dist/**'],
    passWithNoTests: true,
    // Most of the time goes into simulated clusters: the core that Vitest would leave idle is half of a small machine.
    maxWorkers: '100%',
    // Two busy cores are slow: a limit that only a hang reaches.
    testTimeout: 60_000,
  },
});
