import { resolve } from 'node:path'
import { defineConfig } from '@playwright/test'

const root = resolve(import.meta.dirname, '../..')

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: resolve(root, 'test-results'),
  timeout: 30_000,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // The counts are for the summary of `npm test`, which names the file in MMI_E2E_REPORT.
  reporter: [['list'], [resolve(root, 'build/setup/playwright-report.mjs')]],
  use: { trace: 'off' }
})
