import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askedMessages, chooseMenu, expect, launchWorkbench, stubMessageBox, test, type Workbench } from './fixtures/app'
import { axeFindings, expectAnswer, field } from './fixtures/diagram'
import { importCsv } from './fixtures/importing'
import { modelledProject, writeProjectFile } from './fixtures/projects'

let folder: string
let userData: string

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmi-desktop-'))
  userData = join(folder, 'user-data')
})
test.afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))

async function inWorkbench(options: { readonly args?: readonly string[]; readonly environment?: Readonly<Record<string, string>> }, story: (workbench: Workbench) => Promise<void>): Promise<void> {
  const workbench = await launchWorkbench({ userData, ...options })
  try {
    await story(workbench)
    expect(workbench.consoleErrors).toEqual([])
  } finally {
    await workbench.close().catch(() => undefined)
  }
}

const zooms = ({ app }: Workbench): Promise<readonly number[]> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(window => Math.round(window.webContents.getZoomFactor() * 100)))

test('the zoom is chosen by menu or key, holds in every window and is remembered', async () => {
  await inWorkbench({}, async workbench => {
    const { app, page } = workbench
    await chooseMenu(app, 'view.zoom.in')
    await expect.poll(() => zooms(workbench)).toEqual([110])
    await page.keyboard.press('Control+=')
    await expect.poll(() => zooms(workbench)).toEqual([125])
    await Promise.all([app.waitForEvent('window'), chooseMenu(app, 'file.newWindow')])
    await expect.poll(() => zooms(workbench)).toEqual([125, 125])
    await page.keyboard.press('Control+-')
    await expect.poll(() => zooms(workbench)).toEqual([110, 110])
    await expect.poll(() => readFile(join(userData, 'settings.json'), 'utf8')).toContain('"zoom": 1.1')
  })
  await inWorkbench({}, async workbench => {
    await expect.poll(() => zooms(workbench)).toEqual([110])
    await chooseMenu(workbench.app, 'view.zoom.reset')
    await expect.poll(() => zooms(workbench)).toEqual([100])
  })
})

test('a window stands where it stood at the last start', async () => {
  await inWorkbench({}, async ({ app }) => {
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setBounds({ x: 60, y: 50, width: 1100, height: 700 }))
    await expect.poll(() => readFile(join(userData, 'window-state.json'), 'utf8').catch(() => '')).toContain('1100')
  })
  await inWorkbench({}, async ({ app }) => {
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds())).toEqual({ x: 60, y: 50, width: 1100, height: 700 })
  })
})

test('the menus hold what a desktop program has, from the same commands as the keys', () => inWorkbench({}, async ({ app, page }) => {
  await expect(page.getByRole('button', { name: /^Open project…/ })).toBeVisible()
  const ids = (menu: string): Promise<readonly string[]> => app.evaluate(({ Menu }, id) =>
    Menu.getApplicationMenu()!.getMenuItemById(id)!.submenu!.items.filter(item => item.type !== 'separator').map(item => (item.id && !/^\d+$/.test(item.id) ? item.id : item.role ?? item.label)), menu)
  await expect.poll(() => ids('file')).toEqual([
    'file.new', 'file.newWindow', 'file.open', 'file.openCsv', 'Open Recent', 'file.save', 'file.saveAs', 'file.earlierVersions', 'Export', 'file.settings', 'close', 'quit'
  ])
  expect(await ids('help')).toEqual(expect.arrayContaining(['help.shortcuts', 'help.showLog', 'help.copyDiagnostics', 'help.about']))
  expect(await ids('view')).toEqual(expect.arrayContaining(['view.zoom.in', 'view.zoom.out', 'view.zoom.reset', 'togglefullscreen']))
}))

test.describe('what may be sent to others', () => {
  const secret = 'patient_zero'

  /** A story with data, a project and a problem, in the home folder of a person. */
  async function withData(story: (workbench: Workbench) => Promise<void>): Promise<void> {
    await writeFile(join(folder, 'study.csv'), `${secret},b\n31415.9265,2\n2,1\n7,5\n`)
    await writeProjectFile(join(folder, 'private.mmiproj'), modelledProject({ designs: [{ name: 'Hush', notation: 'dense(4)' }] }))
    await writeFile(join(folder, 'broken.csv'), `${secret},b\n1,2\n3\n`)
    await inWorkbench({ args: [join(folder, 'study.csv'), join(folder, 'private.mmiproj')], environment: { HOME: folder } }, async workbench => {
      const { app, page } = workbench
      await importCsv(page)
      await expectAnswer(page, 'nat')
      await page.evaluate(() => window.workbench.problemMet('CSV_ROW_RAGGED'))
      await expect.poll(() => app.windows().length).toBe(2)
      await story(workbench)
    })
  }

  const tellsNothing = (text: string): void => {
    for (const word of [secret, '31415', 'Hush', 'study.csv', 'private.mmiproj', folder]) expect(text).not.toContain(word)
  }

  test('the log tells what happened, without data, names or whose computer it is', () => withData(async ({ app }) => {
    const shown = await app.evaluate(({ shell }) => {
      const paths: string[] = []
      Object.assign(globalThis, { shownPaths: paths })
      shell.showItemInFolder = path => void paths.push(path)
      return paths
    })
    expect(shown).toEqual([])
    // trouble whose words name files of the person's own
    await app.evaluate((_electron, path) => {
      const emitter = process as unknown as { emit(event: string, ...args: readonly unknown[]): boolean }
      emitter.emit('uncaughtExceptionMonitor', new Error(`ENOENT: '${path}/x'`))
    }, folder)
    await chooseMenu(app, 'help.showLog')
    await expect.poll(() => app.evaluate(() => (globalThis as unknown as { shownPaths: string[] }).shownPaths.length)).toBe(1)
    const [path] = await app.evaluate(() => (globalThis as unknown as { shownPaths: string[] }).shownPaths)
    expect(path).toBe(join(await app.evaluate(({ app: electron }) => electron.getPath('logs')), 'main.log'))
    const text = await readFile(path!, 'utf8')
    expect(text).toContain('MMI Workbench')
    expect(text).toContain('CSV_ROW_RAGGED')
    expect(text).toContain("ENOENT: '~/x'")
    tellsNothing(text)
  }))

  test('the diagnostics have versions, settings and codes, nothing else', () => withData(async ({ app }) => {
    await chooseMenu(app, 'help.copyDiagnostics')
    const copied = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText())
    await expect.poll(copied).toContain('MMI Workbench')
    const text = await copied()
    expect(text).toMatch(/Electron \d+\.\d+/)
    expect(text).toContain('theme system, zoom 100 %, update check off')
    expect(text).toContain('CSV_ROW_RAGGED')
    tellsNothing(text)
  }))

  test('crash dumps stay on this computer', () => inWorkbench({}, async ({ app }) => {
    expect(await app.evaluate(({ crashReporter, app: electron }) => [crashReporter.getUploadToServer(), electron.getPath('crashDumps').startsWith(electron.getPath('userData'))])).toEqual([false, true])
  }))
})

test.describe('the network', () => {
  let proxy: Server
  let asked: string[]

  test.beforeEach(async () => {
    asked = []
    // everything that Chromium and Electron ask of the network ends here, names are not looked up before
    proxy = createServer(socket => {
      socket.on('error', () => undefined)
      socket.once('data', data => {
        asked.push(data.toString('latin1').split('\r\n')[0] ?? '')
        socket.destroy()
      })
    })
    await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve))
  })
  test.afterEach(() => new Promise(resolve => proxy.close(resolve)))

  const viaProxy = (): readonly string[] => {
    const address = proxy.address()
    if (typeof address !== 'object' || address === null) throw new Error('the proxy does not listen')
    return [`--proxy-server=http://127.0.0.1:${address.port}`, '--proxy-bypass-list=<-loopback>']
  }

  const wanted = { updates: { wanted: true, url: 'https://updates.example/latest.json' } }
  const wantUpdates = async (): Promise<void> => {
    await rm(userData, { recursive: true, force: true })
    await inWorkbench({}, async ({ page }) => {
      await page.evaluate(wish => window.workbench.changeUpdates(wish), wanted.updates)
      await expect.poll(() => readFile(join(userData, 'settings.json'), 'utf8').catch(() => '')).toContain('updates.example')
    })
  }

  test('is not used: not at the start, not by work, not by asking for newer versions while that is off', () => inWorkbench({ args: [...viaProxy(), '--example=digits'] }, async workbench => {
    const { page } = workbench
    await expectAnswer(page, '31.76 nat')
    expect(await page.evaluate(() => window.workbench.checkForUpdates())).toEqual({ kind: 'off' })
    expect(asked).toEqual([])
  }))

  test('is asked for newer versions once that is switched on, at that address only', async () => {
    await wantUpdates()
    await inWorkbench({ args: viaProxy() }, async ({ page }) => {
      await expect.poll(() => asked).toEqual(['CONNECT updates.example:443 HTTP/1.1'])
      expect(await page.evaluate(() => window.workbench.checkForUpdates())).toMatchObject({ kind: 'failed' })
    })
    // at most once a day by itself
    asked = []
    await inWorkbench({ args: viaProxy() }, async ({ page }) => {
      await expect(page.getByRole('button', { name: /^Open project…/ })).toBeVisible()
      expect(asked).toEqual([])
    })
  })

  test('is not asked when the environment forbids it, whatever the settings say', async () => {
    await wantUpdates()
    await inWorkbench({ args: viaProxy(), environment: { MMI_NO_UPDATE_CHECK: '1' } }, async ({ app, page }) => {
      await chooseMenu(app, 'file.settings')
      await expect(page.getByText('Switched off by MMI_NO_UPDATE_CHECK in the environment.')).toBeVisible()
      await expect(page.getByRole('checkbox')).toBeDisabled()
      expect(await page.evaluate(() => window.workbench.checkForUpdates())).toEqual({ kind: 'off' })
      expect(asked).toEqual([])
    })
  })
})

test('the settings are a dialog: theme and newer versions, off unless switched on', () => inWorkbench({}, async ({ app, page }) => {
  await page.keyboard.press('ControlOrMeta+,')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('checkbox')).not.toBeChecked()
  await expect(dialog.getByRole('button', { name: 'Check now' })).toBeDisabled()
  await dialog.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('radio', { name: 'Light' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('textbox', { name: 'Address to ask' }).fill('http://plain.example/')
  await expect(dialog.getByText('The address has to begin with https://')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Address to ask' }).fill('https://updates.example/latest.json')
  await dialog.getByRole('checkbox').check()
  await expect.poll(() => readFile(join(userData, 'settings.json'), 'utf8')).toMatch(/"wanted": true,\s+"url": "https:\/\/updates\.example\/latest\.json"/)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('light')
}))

test('a page that died is offered its work again after reloading', () => inWorkbench({ args: ['--example=iris'] }, async workbench => {
  const { app, page } = workbench
  await expectAnswer(page, '1.984 nat')
  await field(page, 'Budget F').fill('250')
  await field(page, 'Budget F').press('Enter')
  await expect.poll(() => page.evaluate(() => window.workbench.recoveries())).toEqual([])
  await expectAnswer(page, '4.858 nat')
  const copies = join(userData, 'recovery')
  await expect.poll(() => readdir(copies).then(names => names.length, () => 0)).toBe(2)
  await stubMessageBox(app, 0)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer())
  await expect.poll(async () => (await askedMessages(app)).join()).toContain('The window stopped working.')
  // Playwright takes a page that crashed for lost for good: what stands in it is asked of main.
  const inPage = (script: string): Promise<unknown> => app.evaluate(({ BrowserWindow }, code) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript(code) as Promise<unknown>, script)
  const restore = "document.querySelector('[aria-label=\"Restore Iris\"]')"
  await expect.poll(() => inPage(`${restore} !== null`)).toBe(true)
  await inPage(`${restore}.click()`)
  await expect.poll(() => inPage("document.querySelector('footer')?.innerText ?? ''")).toMatch(/MMI 4\.858 .*nat/)
  expect(await inPage("document.querySelector('header').innerText")).toContain('edited')
}))
