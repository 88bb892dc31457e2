import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileGrant } from '../../core/api/bridge'
import { chooseMenu, corePid, expect, killCore, launchWorkbench, root, showBarePage, startArguments, stubMessageBox, stubOpenDialog, stubSaveDialog, test, type Workbench } from './fixtures/app'

let folder: string

test.beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-files-')) })

test.afterEach(() => rm(folder, { recursive: true, force: true }))

/** Files and commands that main hands to a page from now on. */
async function listen(workbench: Workbench): Promise<() => Promise<{ readonly files: readonly FileGrant[]; readonly commands: readonly string[] }>> {
  const { page } = workbench
  await showBarePage(workbench)
  await page.evaluate(() => {
    const heard = { files: [] as unknown[], commands: [] as string[] }
    Object.assign(window, { heard })
    window.workbench.onOpenFile(grant => void heard.files.push(grant))
    window.workbench.onCommand(command => void heard.commands.push(command))
  })
  return () => page.evaluate(() => (window as unknown as { heard: { files: FileGrant[]; commands: string[] } }).heard)
}

/** A second start by the same person; resolves with its exit status. */
async function startAgain(userData: string, args: readonly string[], cwd: string): Promise<number | null> {
  const second = spawn(process.env['ELECTRON_EXEC_PATH'] ?? 'electron', startArguments(userData, args), { cwd, stdio: 'ignore' })
  const [status] = await once(second, 'exit') as [number | null]
  return status
}

test('the window is shown with a title, and says which program it is', async ({ workbench: { app, page } }) => {
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(window => window.isVisible()))).toEqual([true])
  const about = await page.evaluate(() => window.workbench.about())
  const { version, devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string; devDependencies: { electron: string } }
  const electron = await app.evaluate(() => process.versions.electron)
  expect(about).toMatchObject({ version, electron, officialRuntime: electron === devDependencies.electron, platform: process.platform })
  expect(await app.evaluate(({ app: running }) => running.isPackaged)).toBe(false)
})

test.describe('files become grants', () => {
  test('the open dialog gives an id and a name, never a path', async ({ workbench: { app, page } }) => {
    const file = join(folder, 'table.csv')
    await writeFile(file, 'a,b\n1,2\n')
    await stubOpenDialog(app, file)
    const grant = await page.evaluate(() => window.workbench.chooseCsv())
    expect(grant).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), name: 'table.csv', kind: 'csv' })
    await stubOpenDialog(app, null)
    expect(await page.evaluate(() => window.workbench.chooseProject())).toBeNull()
  })

  test('saving completes the extension and asks before it replaces a file the system did not ask about', async ({ workbench: { app, page } }) => {
    await stubSaveDialog(app, join(folder, 'study'))
    expect(await page.evaluate(() => window.workbench.chooseSave('study'))).toMatchObject({ name: 'study.mmiproj', kind: 'project' })
    await writeFile(join(folder, 'study.mmiproj'), '')
    await stubMessageBox(app, 1)
    expect(await page.evaluate(() => window.workbench.chooseSave('study'))).toBeNull()
    await stubMessageBox(app, 0)
    expect(await page.evaluate(() => window.workbench.chooseSave('study'))).toMatchObject({ name: 'study.mmiproj' })
  })

  test('examples with data give a grant, the one without gives none', async ({ workbench: { page } }) => {
    const grants = await page.evaluate(() => Promise.all([window.workbench.openExample('iris'), window.workbench.openExample('digits'), window.workbench.openExample('figure-1')]))
    expect(grants.map(grant => grant?.name ?? null)).toEqual(['iris.csv', 'digits.csv', null])
  })

  test('opened projects are remembered, newest first, across starts', async () => {
    const userData = join(folder, 'user-data')
    const first = await launchWorkbench({ userData })
    try {
      for (const name of ['one.mmiproj', 'two.mmiproj', 'one.mmiproj']) {
        await stubSaveDialog(first.app, join(folder, name))
        await first.page.evaluate(async () => window.workbench.projectOpened((await window.workbench.chooseSave('x'))!.id))
      }
      await expect.poll(() => readFile(join(userData, 'recent.json'), 'utf8').catch(() => '')).toMatch(/one\.mmiproj[^]*two\.mmiproj/)
    } finally {
      await first.close()
    }
    const second = await launchWorkbench({ userData })
    try {
      const recent = await second.page.evaluate(() => window.workbench.recentProjects())
      expect(recent.map(({ name, exists }) => [name, exists])).toEqual([['one.mmiproj', false], ['two.mmiproj', false]])
      expect(await second.page.evaluate(() => window.workbench.openRecent(1))).toMatchObject({ name: 'two.mmiproj', kind: 'project' })
      expect(await second.page.evaluate(() => window.workbench.openRecent(9))).toBeNull()
    } finally {
      await second.close()
    }
  })
})

test.describe('core', () => {
  test('is replaced when it dies: its port closes, the page gets a new one, and grants still work', async ({ workbench: { app, page } }) => {
    await expect.poll(() => corePid(app)).not.toBeNull()
    const before = await corePid(app)
    await page.evaluate(() => new Promise<void>(resolve => {
      addEventListener('message', event => {
        if (event.data !== 'core:port') return
        event.ports[0]!.addEventListener('close', () => Object.assign(window, { portClosed: true }))
        resolve()
      })
      window.workbench.connectCore()
    }))
    await killCore(app)
    await page.waitForFunction(() => 'portClosed' in window)
    // the port may close before main has heard of the death
    await expect.poll(async () => ![null, before].includes(await corePid(app))).toBe(true)
    const ports = await page.evaluate(() => new Promise<number>(resolve => {
      addEventListener('message', event => { if (event.data === 'core:port') resolve(event.ports.length) })
      window.workbench.connectCore()
    }))
    expect(ports).toBe(1)
    expect(await page.evaluate(() => window.workbench.openExample('iris'))).toMatchObject({ name: 'iris.csv' })
  })
})

test.describe('one program', () => {
  test('a second start hands its files and examples to the first, relative paths and file addresses included', async ({ workbench }) => {
    const heard = await listen(workbench)
    await copyFile(join(root, 'app/examples/iris.csv'), join(folder, 'own data.csv'))
    expect(await startAgain(workbench.userData, ['own data.csv'], folder)).toBe(0)
    expect(await startAgain(workbench.userData, [`file://${folder}/Sp%C3%A4t.mmiproj`, '--example=digits', 'notes.md'], folder)).toBe(0)
    await expect.poll(async () => (await heard()).files.map(({ name, kind }) => [name, kind])).toEqual([['own data.csv', 'csv'], ['Spät.mmiproj', 'project']])
    await expect.poll(async () => (await heard()).commands).toEqual(['openExample:digits'])
    expect(workbench.app.windows()).toHaveLength(1)
  })
})

test.describe('the native menu', () => {
  test('has the text commands at all times, and the commands of the renderer once described', async ({ workbench }) => {
    const { app, page } = workbench
    const heard = await listen(workbench)
    await page.evaluate(() => window.workbench.describeMenu({
      menus: [{ id: 'file', entries: [
        { kind: 'command', command: 'test.run', label: 'Run', accelerator: 'CmdOrCtrl+Shift+9', enabled: true, checked: null },
        { kind: 'submenu', label: 'More', entries: [{ kind: 'command', command: 'test.off', label: 'Off', accelerator: null, enabled: false, checked: true }] }
      ] }]
    }))
    const menu = await app.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label, submenu }) => ({ label, roles: submenu?.items.map(item => item.role) })))
    expect(menu.find(({ label }) => label.includes('Edit'))?.roles).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectall']))
    await chooseMenu(app, 'test.run')
    await expect.poll(async () => (await heard()).commands).toEqual(['test.run'])
    expect(await app.evaluate(({ Menu }) => {
      const { enabled, checked } = Menu.getApplicationMenu()!.getMenuItemById('test.off')!
      return { enabled, checked }
    })).toEqual({ enabled: false, checked: true })
  })
})

test.describe('theme', () => {
  test('the choice holds at once and across starts', async () => {
    const userData = join(folder, 'user-data')
    for (const [expected, choice] of [['system', 'dark'], ['dark', 'light']] as const) {
      const workbench = await launchWorkbench({ userData })
      try {
        expect(await workbench.page.evaluate(() => window.workbench.theme())).toBe(expected)
        await workbench.page.evaluate(theme => window.workbench.chooseTheme(theme), choice)
        expect(await workbench.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(choice === 'dark')
        await expect.poll(() => readFile(join(userData, 'settings.json'), 'utf8').catch(() => '')).toContain(`"theme": "${choice}"`)
      } finally {
        await workbench.close()
      }
    }
  })
})

test('what arrives before the page listens waits for it, and a listener that left hears nothing', async ({ workbench }) => {
  const { app, page } = workbench
  await showBarePage(workbench)
  const send = (command: string): Promise<void> => app.evaluate(({ BrowserWindow }, text) => BrowserWindow.getAllWindows()[0]!.webContents.send('command', text), command)
  await send('first')
  // A call there and back: the message has been delivered to the preload by then.
  await page.evaluate(() => window.workbench.theme())
  expect(await page.evaluate(() => new Promise<string>(resolve => {
    const stop = window.workbench.onCommand(command => resolve(command))
    setTimeout(stop)
  }))).toBe('first')
  const heard = await page.evaluateHandle(() => [] as string[])
  await heard.evaluate(list => {
    window.workbench.onCommand(command => void list.push(`left ${command}`))()
    window.workbench.onCommand(command => void list.push(command))
  })
  await send('second')
  await expect.poll(() => heard.jsonValue()).toEqual(['second'])
})
