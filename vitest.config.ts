import { defineConfig } from 'vitest/config';

/** Everything that runs in Node: unit, property, layer and transcript tests. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    exclude: ['**/*.browser.test.*', 'node_modules/**', 'dist/**'],
    passWithNoTests: true,
    // Two busy cores are slow: a limit that only a hang reaches.
    testTimeout: 60_000,
  },
});
