// The real app, built and started as the window tests start it, for measuring.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from 'playwright'

export const root = resolve(import.meta.dirname, '../../..')

/** Words of a start with user data of its own. */
export const startArguments = (userData, words = []) => [root, `--user-data-dir=${userData}`, '--log-level=3', ...words]

export const newUserData = () => mkdtemp(join(tmpdir(), 'mmi-bench-'))

export const removeUserData = folder => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })

/**
 * @param {readonly string[]} words behind the app on its command line
 * @returns {Promise<{ page: import('playwright').Page, close: () => Promise<void> }>}
 */
export async function openWindow(words) {
  const userData = await newUserData()
  const executablePath = process.env.ELECTRON_EXEC_PATH
  const app = await _electron.launch({ args: startArguments(userData, words), cwd: root, colorScheme: null, ...(executablePath ? { executablePath } : {}) })
  const page = await app.firstWindow()
  await page.waitForLoadState('load')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setContentSize(1280, 800))
  return {
    page,
    async close() {
      await app.evaluate(({ app: electron }) => electron.exit(0)).catch(() => undefined)
      await app.close()
      await removeUserData(userData)
    }
  }
}

/** @returns the value with this share of the values at or below it; NaN of none */
export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

export const rounded = (value, digits = 1) => Number(value.toFixed(digits))
