import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, launchWorkbench, root, stubOpenDialog, test } from './fixtures/app'
import { expectAnswer, fact } from './fixtures/diagram'
import { importCsv } from './fixtures/importing'

const run = promisify(execFile)
const runtime = process.env['ELECTRON_OVERRIDE_DIST_PATH']

/** A table that several threads read: they and the kernels have to start from within the archive. The packed program takes no inspector, so the archive is run by the runtime of the tests. */
async function readsLargeTable(archive: string, folder: string): Promise<void> {
  const table = join(folder, 'large.csv')
  const rows = Array.from({ length: 50_000 }, (_, row) => Array.from({ length: 16 }, (_, column) => (Math.sin(row * (column + 1)) * (column + 1)).toFixed(5)).join(','))
  await writeFile(table, `${Array.from({ length: 16 }, (_, column) => `c${column}`).join(',')}\n${rows.join('\n')}\n`)
  const { app, page, consoleErrors, close } = await launchWorkbench({ place: archive })
  try {
    await stubOpenDialog(app, table)
    await page.getByRole('button', { name: /^Open CSV…/ }).click()
    await importCsv(page)
    await expect(fact(page, 'Rows')).toHaveText('50,000, 0 dropped')
    await expectAnswer(page, /MMI \S+ ± \S+ nat/)
    expect(consoleErrors).toEqual([])
  } finally {
    await close()
  }
}

test('a packed app has the fuses that are configured, nothing in it but the bundle, and reads a large table', async () => {
  test.skip(process.platform !== 'linux' || runtime === undefined, 'packing is tried on Linux, with the runtime of the tests')
  test.setTimeout(120_000)
  const folder = await mkdtemp(join(tmpdir(), 'mmi-package-'))
  try {
    const version = (await readFile(join(runtime!, 'version'), 'utf8')).trim().replace(/^v/, '')
    const builder = join(root, 'node_modules/electron-builder/cli.js')
    await run(process.execPath, [builder, '--linux', 'dir', `-c.electronDist=${runtime}`, `-c.electronVersion=${version}`, `-c.directories.output=${folder}`, '-c.compression=store'], { cwd: root })
    const { stdout } = await run(process.execPath, [join(root, 'build/check-package.mjs'), join(folder, 'linux-unpacked')])
    expect(stdout).toContain('the package is as configured')
    await readsLargeTable(join(folder, 'linux-unpacked/resources/app.asar'), folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
