import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from '@playwright/test'
import { askedMessages, chooseMenu, expect, launchWorkbench, root, startArguments, stubMessageBox, stubOpenDialog, stubSaveDialog, test, type Workbench } from './fixtures/app'
import { dropFiles, expectAnswer, field, fill, notation } from './fixtures/diagram'
import { importCsv } from './fixtures/importing'
import { documentIn, modelledProject, recoveryFiles, writeProjectFile } from './fixtures/projects'

let folder: string
let one: string
let two: string

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmi-windows-'))
  one = join(folder, 'one.mmiproj')
  two = join(folder, 'two.mmiproj')
  await writeProjectFile(one, modelledProject({ budget: 1 }))
  await writeProjectFile(two, modelledProject({ budget: 2 }))
})
test.afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))

async function inWorkbench(args: readonly string[], story: (workbench: Workbench) => Promise<void>): Promise<void> {
  const workbench = await launchWorkbench({ args })
  try {
    await story(workbench)
    expect(workbench.consoleErrors).toEqual([])
  } finally {
    await workbench.close().catch(() => undefined)
  }
}

/** The window that opens while something is done. */
async function newWindow({ app }: Workbench, action: () => Promise<unknown>): Promise<Page> {
  const [page] = await Promise.all([app.waitForEvent('window'), action()])
  await page.waitForLoadState('load')
  return page
}

const heading = (page: Page, name: string) => page.getByRole('heading', { name })
const windowCount = ({ app }: Workbench): number => app.windows().length

/** Titles of the windows that were brought to the front since `watchFront`. */
const brought = ({ app }: Workbench): Promise<readonly string[]> => app.evaluate(() => (globalThis as unknown as { brought: string[] }).brought)

async function watchFront({ app }: Workbench): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const titles: string[] = []
    Object.assign(globalThis, { brought: titles })
    // Without a window manager nothing has the focus; what is asked for is what counts.
    for (const window of BrowserWindow.getAllWindows()) {
      const focus = window.focus.bind(window)
      window.focus = () => {
        titles.push(window.getTitle())
        focus()
      }
    }
  })
}

async function startAgain({ userData }: Workbench, args: readonly string[], cwd: string): Promise<void> {
  const second = spawn(process.env['ELECTRON_EXEC_PATH'] ?? 'electron', startArguments(userData, args), { cwd, stdio: 'ignore' })
  expect((await once(second, 'exit'))[0]).toBe(0)
}

test('each window has a project of its own, side by side, and closes by itself', () => inWorkbench([one], async workbench => {
  const { app, page } = workbench
  await expect(heading(page, 'one.mmiproj')).toBeVisible()
  const other = await newWindow(workbench, () => chooseMenu(app, 'file.newWindow'))
  const places = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(window => window.getPosition().join()))
  expect(new Set(places).size).toBe(2)
  await dropFiles(other, [two])
  await expect(field(other, 'Budget F')).toHaveValue('2')
  await fill(other, 'Budget F', '20')
  await expect(other.getByText('• edited')).toBeVisible()
  await expect(page.getByText('• edited')).toBeHidden()
  await expect(field(page, 'Budget F')).toHaveValue('1')
  await page.close()
  await expect(field(other, 'Budget F')).toHaveValue('20')
}))

test('a file that a window has is shown there, by whatever way it is asked for', () => inWorkbench([one], async workbench => {
  const { app, page } = workbench
  await expect(heading(page, 'one.mmiproj')).toBeVisible()
  const other = await newWindow(workbench, () => chooseMenu(app, 'file.newWindow'))
  await watchFront(workbench)
  const isShown = async (ask: () => Promise<unknown>): Promise<void> => {
    const before = (await brought(workbench)).length
    await ask()
    await expect.poll(async () => (await brought(workbench)).slice(before)).toEqual(['one.mmiproj — MMI Workbench'])
    await expect(other.getByRole('button', { name: /^Open project…/ })).toBeVisible()
    expect(windowCount(workbench)).toBe(2)
  }
  await stubOpenDialog(app, one)
  await isShown(() => other.getByRole('button', { name: /^Open project…/ }).click())
  await isShown(() => other.getByRole('button', { name: /^one\.mmiproj/ }).click())
  await isShown(() => dropFiles(other, [one]))
  await isShown(() => startAgain(workbench, ['one.mmiproj'], folder))
  await symlink(one, join(folder, 'link.mmiproj'))
  await isShown(() => startAgain(workbench, [pathToFileURL(join(folder, 'link.mmiproj')).href], '/'))
}))

test('what all windows share changes in all of them: theme, recent projects', () => inWorkbench([], async workbench => {
  const { app, page } = workbench
  const other = await newWindow(workbench, () => chooseMenu(app, 'file.newWindow'))
  for (const theme of ['dark', 'light'] as const) {
    await page.getByRole('button', { name: 'Theme' }).click()
    await page.getByRole('menuitemradio', { name: new RegExp(theme, 'i') }).click()
    for (const each of [page, other]) await expect(each.locator('html')).toHaveAttribute('data-theme', theme)
  }
  await dropFiles(page, [one])
  await expect(other.getByRole('button', { name: /^one\.mmiproj/ })).toBeVisible()
  await chooseMenu(app, 'file.clearRecent')
  await expect(other.getByText('Projects that you save appear here.')).toBeVisible()
}))

test('saving to a file that another window has is refused', () => inWorkbench([one], async workbench => {
  const { app, page } = workbench
  await expect(heading(page, 'one.mmiproj')).toBeVisible()
  const other = await newWindow(workbench, () => chooseMenu(app, 'file.newWindow'))
  await dropFiles(other, [two])
  await expect(heading(other, 'two.mmiproj')).toBeVisible()
  await stubSaveDialog(app, one)
  await stubMessageBox(app, 0)
  await other.keyboard.press('ControlOrMeta+Shift+s')
  await expect.poll(async () => (await askedMessages(app)).join()).toContain('“one.mmiproj” is open in another window.')
  await expect(heading(other, 'two.mmiproj')).toBeVisible()
  expect(await documentIn(one)).toMatchObject({ budget: 1 })
}))

test('saving under a new name detaches from the old file: later saves and edits concern the new one', () => inWorkbench([one], async workbench => {
  const { app, page } = workbench
  await expect(heading(page, 'one.mmiproj')).toBeVisible()
  await stubSaveDialog(app, join(folder, 'three.mmiproj'))
  await page.keyboard.press('ControlOrMeta+Shift+s')
  await expect(heading(page, 'three.mmiproj')).toBeVisible()
  await fill(page, 'Budget F', '30')
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText('• edited')).toBeHidden()
  expect(await documentIn(one)).toMatchObject({ budget: 1 })
  expect(await documentIn(join(folder, 'three.mmiproj'))).toMatchObject({ budget: 30 })
  // the old one is free to be opened elsewhere
  const other = await newWindow(workbench, () => startAgain(workbench, [one], folder))
  await expect(field(other, 'Budget F')).toHaveValue('1')
}))

test.describe('files from outside', () => {
  test('open at a cold start, as a path or a file address, each in a window of its own', async () => {
    await inWorkbench([one, pathToFileURL(two).href, one], async workbench => {
      await expect.poll(() => windowCount(workbench)).toBe(2)
      const [first, second] = workbench.app.windows()
      await expect(heading(first!, 'one.mmiproj')).toBeVisible()
      await expect(heading(second!, 'two.mmiproj')).toBeVisible()
    })
  })

  test('take the start screen of a running program, and make room for themselves beside work', () => inWorkbench([], async workbench => {
    const { page } = workbench
    await copyFile(join(root, 'app/examples/iris.csv'), join(folder, 'flowers.csv'))
    await startAgain(workbench, ['flowers.csv'], folder)
    await importCsv(page)
    await expectAnswer(page, 'nat')
    await expect(notation(page)).toHaveValue('dense(8, relu)')
    const other = await newWindow(workbench, () => startAgain(workbench, ['two.mmiproj'], folder))
    await expect(heading(other, 'two.mmiproj')).toBeVisible()
    await expect(notation(page)).toHaveValue('dense(8, relu)')
  }))

  test('macOS tells of them one by one: a burst is sorted into windows, a file told of twice is opened once', () => inWorkbench([], async workbench => {
    const { app } = workbench
    await newWindow(workbench, () => app.evaluate(({ app: electron }, paths) => {
      for (const path of paths) electron.emit('open-file', { preventDefault: () => undefined }, path)
    }, [one, two, one]))
    await expect.poll(async () => (await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map(window => window.getTitle()))).toSorted())
      .toEqual(['one.mmiproj — MMI Workbench', 'two.mmiproj — MMI Workbench'])
  }))
})

test.describe('quitting with unsaved work in two windows', () => {
  async function withTwoEdited(story: (workbench: Workbench, quit: () => Promise<void>, ended: Promise<number | null>) => Promise<void>): Promise<void> {
    await inWorkbench([one, two], async workbench => {
      const { app } = workbench
      await expect.poll(() => windowCount(workbench)).toBe(2)
      for (const [index, page] of app.windows().entries()) {
        await expect(notation(page)).toHaveValue('dense(4)')
        await fill(page, 'Budget F', String(10 + index))
        await expect(page.getByText('• edited')).toBeVisible()
      }
      const ended = new Promise<number | null>(resolve => app.process().once('exit', resolve))
      await story(workbench, () => app.evaluate(({ app: electron }) => electron.quit()), ended)
    })
  }

  test('asks once for both, and saves them all', async () => {
    await withTwoEdited(async ({ app }, quit, ended) => {
      await stubMessageBox(app, 3)
      await quit()
      await expect.poll(() => askedMessages(app)).toEqual([expect.stringMatching(/^Do you want to save the changes to 2 projects before quitting\?\n• one\.mmiproj\n• two\.mmiproj/)])
      expect(app.windows()).toHaveLength(2)
      await stubMessageBox(app, 0)
      await quit()
      expect(await ended).toBe(0)
    })
    expect([(await documentIn(one)).budget, (await documentIn(two)).budget]).toEqual([10, 11])
  })

  test('goes through them one by one when wanted; a refusal ends the quitting', async () => {
    await withTwoEdited(async workbench => {
      const { app } = workbench
      // review each: save the first, cancel at the second
      await stubMessageBox(app, 1, 0, 2)
      await app.evaluate(({ app: electron }) => electron.quit())
      await expect.poll(() => windowCount(workbench)).toBe(1)
      await expect.poll(async () => (await askedMessages(app)).length).toBe(3)
      await expect(app.windows()[0]!.getByText('• edited')).toBeVisible()
    })
    expect([(await documentIn(one)).budget, (await documentIn(two)).budget]).toEqual([10, 2])
  })

  test('gives all up when told to, and leaves no copies', async () => {
    await withTwoEdited(async ({ app, userData }, quit, ended) => {
      await stubMessageBox(app, 2)
      await quit()
      expect(await ended).toBe(0)
      expect(await recoveryFiles(userData)).toEqual([])
    })
    expect([(await documentIn(one)).budget, (await documentIn(two)).budget]).toEqual([1, 2])
  })
})
