import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Rooms whose tests touch files, SQLite, servers or routing engines. */
const INTEGRATION_ROOMS = ['data', 'engines', 'import', 'store', 'planning', 'publish', 'http', 'cli'];

export default defineConfig({
  root: here('client'),
  base: '/assets/',
  publicDir: false,
  /** govuk-frontend carries one media query for Internet Explorer that is no CSS: it is left out. */
  css: { lightningcss: { errorRecovery: true } },
  build: {
    outDir: here('.build/client'),
    emptyOutDir: true,
    assetsDir: '',
    manifest: true,
    // MapLibre in one piece is about 1.1 MB before compression; it is loaded beside the panels, not before them.
    chunkSizeWarningLimit: 1200,
    target: 'es2022',
    rolldownOptions: {
      input: {
        planner: here('client/planner/main.tsx'),
        lookup: here('client/lookup/main.ts'),
        pages: here('client/pages/pages.css'),
      },
    },
  },
  test: {
    root: here('.'),
    // All processors: on two, one would wait for the other.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...INTEGRATION_ROOMS, 'journeys', 'bench'].map((room) => `test/${room}/**`),
          // Pure functions leave nothing behind, so modules need not be loaded anew for every file.
          isolate: false,
          // Machines are shared: a property tried many times may have to wait.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: INTEGRATION_ROOMS.map((room) => `test/${room}/**/*.test.ts`),
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          globalSetup: here('test/journeys/support/globalSetup.ts'),
          testTimeout: 240_000,
          hookTimeout: 300_000,
          // Machines are shared: what is waited for may take a while.
          expect: { poll: { timeout: 60_000 } },
          maxWorkers: 2,
        },
      },
    ],
  },
});
