import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, root, test } from './fixtures/app'

const run = promisify(execFile)
const runtime = process.env['ELECTRON_OVERRIDE_DIST_PATH']

test('a packed app has the fuses that are configured and nothing in it but the bundle', async () => {
  test.skip(process.platform !== 'linux' || runtime === undefined, 'packing is tried on Linux, with the runtime of the tests')
  test.setTimeout(120_000)
  const folder = await mkdtemp(join(tmpdir(), 'mmi-package-'))
  try {
    const version = (await readFile(join(runtime!, 'version'), 'utf8')).trim().replace(/^v/, '')
    const builder = join(root, 'node_modules/electron-builder/cli.js')
    await run(process.execPath, [builder, '--linux', 'dir', `-c.electronDist=${runtime}`, `-c.electronVersion=${version}`, `-c.directories.output=${folder}`, '-c.compression=store'], { cwd: root })
    const { stdout } = await run(process.execPath, [join(root, 'build/check-package.mjs'), join(folder, 'linux-unpacked')])
    expect(stdout).toContain('the package is as configured')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
