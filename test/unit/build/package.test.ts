import { access, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const require = createRequire(import.meta.url)

interface FileAssociation { readonly ext: string | readonly string[]; readonly mimeType?: string; readonly role?: string; readonly rank?: string }
interface Configuration {
  readonly executableName: string
  readonly electronFuses: Readonly<Record<string, boolean>>
  readonly fileAssociations: readonly FileAssociation[]
  readonly mac: { readonly icon: string; readonly fileAssociations: readonly FileAssociation[] }
  readonly win: { readonly icon: string; readonly fileAssociations?: unknown }
  readonly linux: { readonly icon: string }
  readonly nsis: { readonly perMachine: boolean; readonly include: string }
}

let config: Configuration
let manifest: { readonly desktopName: string; readonly productName: string }
beforeAll(async () => {
  const { configuration } = await import(pathToFileURL(join(root, 'build/check-package.mjs')).href) as { configuration(): Promise<Configuration> }
  // Also the test that the packager takes every section of it, of all platforms.
  config = await configuration()
  manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as typeof manifest
})

/** What electron-builder writes for Linux, from the configuration as it is and without building anything. */
async function linuxFiles(): Promise<{ readonly entry: string; readonly mime: string }> {
  const { LinuxTargetHelper } = require('app-builder-lib/out/targets/LinuxTargetHelper') as {
    LinuxTargetHelper: new (packager: unknown) => { computeDesktopEntry(options: unknown): Promise<string>; readonly mimeTypeFiles: Promise<string> }
  }
  const helper = new LinuxTargetHelper({
    config,
    platformSpecificBuildOptions: config.linux,
    fileAssociations: config.fileAssociations,
    executableName: config.executableName,
    appInfo: { productName: manifest.productName, sanitizedProductName: manifest.productName, description: '' },
    info: { metadata: manifest },
    getTempFile: async (suffix: string) => join(tmpdir(), `mmi-mime-${process.pid}${suffix}`)
  })
  return { entry: await helper.computeDesktopEntry(config.linux), mime: await readFile(await helper.mimeTypeFiles, 'utf8') }
}

const projectType = 'application/vnd.mmi-workbench.project+zip'

describe('the package', () => {
  it('registers projects as its own, under the type that the files themselves name', () => {
    expect(config.fileAssociations).toEqual([expect.objectContaining({ ext: 'mmiproj', mimeType: projectType, role: 'Editor', rank: 'Owner' })])
  })

  it('opens tables without becoming the program for them', async () => {
    expect(config.mac.fileAssociations).toEqual([expect.objectContaining({ ext: ['csv', 'tsv'], role: 'Viewer', rank: 'Alternate' })])
    // electron-builder would make it the default of every extension listed for Windows
    expect(config.win.fileAssociations).toBeUndefined()
    const script = await readFile(join(root, config.nsis.include), 'utf8')
    expect(script).toContain(String.raw`OpenWithProgids" "MMIWorkbench.Table"`)
    expect(script).not.toMatch(/WriteRegStr SHELL_CONTEXT "Software\\Classes\\\.(?:csv|tsv)" ""/)
    expect(config.nsis.perMachine).toBe(true)
  })

  it('is found by Linux desktops: type, addresses, window class', async () => {
    const { entry, mime } = await linuxFiles()
    expect(mime).toContain(`<mime-type type="${projectType}">\n  <glob pattern="*.mmiproj"/>`)
    expect(mime).not.toContain('csv')
    expect(entry).toMatch(/^Exec=.*\/mmi-workbench"? %U$/m)
    expect(/^MimeType=(.*)$/m.exec(entry)?.[1]?.split(';').toSorted()).toEqual(['', projectType, 'text/csv', 'text/tab-separated-values'].toSorted())
    expect(entry).toContain('StartupWMClass=mmi-workbench\n')
    expect(manifest.desktopName).toBe('mmi-workbench.desktop')
  })

  it('has icons for every system, made before and not while packing', async () => {
    const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024].map(size => join(config.linux.icon, `${size}x${size}.png`))
    await Promise.all([config.mac.icon, config.win.icon, ...sizes].map(icon => access(join(root, icon))))
  })

  it('is closed to what could be injected from outside', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false, enableNodeOptionsEnvironmentVariable: false, enableNodeCliInspectArguments: false, enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true, onlyLoadAppFromAsar: true, loadBrowserProcessSpecificV8Snapshot: false, grantFileProtocolExtraPrivileges: false
    })
  })
})
