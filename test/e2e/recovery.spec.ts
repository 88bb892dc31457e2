import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listRecoveries } from '../../core/project/recovery'
import { askedMessages, chooseMenu, expect, launchWorkbench, stubMessageBox, stubSaveDialog, test, type Workbench } from './fixtures/app'
import { axeFindings, expectAnswer, field, fill, notation } from './fixtures/diagram'
import { documentIn, leaveRecovery, modelledProject, recoveryFiles, writeProjectFile } from './fixtures/projects'

let folder: string
let userData: string
let project: string

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmi-recovery-'))
  userData = join(folder, 'user-data')
  project = join(folder, 'study.mmiproj')
})
test.afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }))

/** Runs a story in an app of its own; the app is gone afterwards, whatever happened. */
async function inWorkbench(args: readonly string[], story: (workbench: Workbench) => Promise<void>): Promise<void> {
  const workbench = await launchWorkbench({ userData, args })
  try {
    await story(workbench)
    expect(workbench.consoleErrors).toEqual([])
  } finally {
    await workbench.close().catch(() => undefined)
  }
}

const edited = ({ page }: Workbench) => page.getByText('• edited')
const restore = ({ page }: Workbench, name: string) => page.getByRole('button', { name: `Restore ${name}`, exact: true })
const copies = () => listRecoveries(join(userData, 'recovery'))

test.describe('after a crash', () => {
  test('work that was never saved is offered, goes on with its data, and its copy goes when it is saved', async () => {
    const first = await launchWorkbench({ userData, args: ['--example=iris'] })
    await expectAnswer(first.page, '1.984 nat')
    expect(await copies()).toEqual([])
    const before = Date.now()
    await fill(first.page, 'Budget F', '250')
    await expect.poll(async () => (await copies()).length).toBe(1)
    const [copy] = await copies()
    // the promise of the program: at most two seconds after the edit
    expect(Date.parse(copy!.savedAt) - before).toBeLessThan(2000)
    expect(copy).toMatchObject({ name: 'Iris', path: null, changes: 1 })
    await first.kill()

    await inWorkbench([], async workbench => {
      const { app, page } = workbench
      await expect(page.getByText(/^1 change, last at .* never saved$/)).toBeVisible()
      await restore(workbench, 'Iris').click()
      await expect(field(page, 'Budget F')).toHaveValue('250')
      await expectAnswer(page, '4.858 nat')
      await expect(edited(workbench)).toBeVisible()
      await stubSaveDialog(app, project)
      await page.keyboard.press('ControlOrMeta+s')
      await expect(edited(workbench)).toBeHidden()
      await expect.poll(() => recoveryFiles(userData)).toEqual([])
    })
    expect(await documentIn(project)).toMatchObject({ budget: 250, source: { kind: 'csv', name: 'iris.csv' } })
  })

  test('work on a file leaves the file alone, and is saved to that file when it is restored', async () => {
    await writeProjectFile(project)
    const asSaved = await readFile(project)
    const first = await launchWorkbench({ userData, args: [project] })
    await expect(notation(first.page)).toHaveValue('dense(4)')
    await fill(first.page, 'Noise', '2')
    await fill(first.page, 'Budget F', '8')
    await expect.poll(async () => (await copies())[0]?.changes).toBe(2)
    await first.kill()
    expect(Buffer.compare(await readFile(project), asSaved)).toBe(0)

    await inWorkbench([], async workbench => {
      const { page } = workbench
      await restore(workbench, 'study.mmiproj').click()
      await expect(page.getByRole('heading', { name: 'study.mmiproj' })).toBeVisible()
      await expect(edited(workbench)).toBeVisible()
      expect(Buffer.compare(await readFile(project), asSaved)).toBe(0)
      await page.keyboard.press('ControlOrMeta+s')
      await expect(edited(workbench)).toBeHidden()
    })
    expect(await documentIn(project)).toMatchObject({ budget: 8, noise: 2 })
    expect(await recoveryFiles(userData)).toEqual([])
  })

  test('a file that was changed after the crash is not written over unasked', async () => {
    await writeProjectFile(project)
    const first = await launchWorkbench({ userData, args: [project] })
    await fill(first.page, 'Budget F', '7')
    await expect.poll(async () => (await copies()).length).toBe(1)
    await first.kill()
    await writeProjectFile(project, modelledProject({ budget: 55 }))

    await inWorkbench([], async workbench => {
      await restore(workbench, 'study.mmiproj').click()
      await expect(edited(workbench)).toBeVisible()
      await stubMessageBox(workbench.app, 3)
      await workbench.page.keyboard.press('ControlOrMeta+s')
      await expect.poll(async () => (await askedMessages(workbench.app)).join()).toContain('“study.mmiproj” was changed on disk since it was opened.')
      await expect(edited(workbench)).toBeVisible()
    })
    expect(await documentIn(project)).toMatchObject({ budget: 55 })
  })

  const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333'] as const

  test('each piece of work is restored, kept for later or discarded by itself', async () => {
    await leaveRecovery(userData, ids[0], { name: 'Kept' })
    await leaveRecovery(userData, ids[1], { name: 'Given up' })
    await leaveRecovery(userData, ids[2], { name: 'Wanted' })
    await inWorkbench([], async workbench => {
      const { page } = workbench
      await page.getByRole('button', { name: 'Keep Kept for later' }).click()
      await page.getByRole('button', { name: 'Discard Given up' }).click()
      await expect(page.getByText('Given up')).toBeHidden()
      await restore(workbench, 'Wanted').click()
      await expect(notation(page)).toHaveValue('dense(4)')
    })
    await inWorkbench([], async ({ page }) => {
      await expect(page.getByRole('button', { name: /^Restore / })).toHaveText(['Restore', 'Restore'])
      await expect(page.getByText('Kept', { exact: true })).toBeVisible()
      await expect(page.getByText('Wanted', { exact: true })).toBeVisible()
    })
  })

  test('a copy that is damaged says so in words and stays on offer', async () => {
    await mkdir(join(userData, 'recovery'), { recursive: true })
    await writeFile(join(userData, 'recovery', `${ids[0]}.mmiproj`), 'half a file')
    await inWorkbench([], async workbench => {
      await restore(workbench, 'Untitled').click()
      await expect(workbench.page.getByRole('alert')).toContainText('PROJECT_NOT_A_ZIP')
      await expect(restore(workbench, 'Untitled')).toBeVisible()
    })
  })

  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing in the list, ${theme}`, async () => {
      await leaveRecovery(userData, ids[0], { name: 'study.mmiproj', path: project })
      await leaveRecovery(userData, ids[1], {})
      await inWorkbench([], async ({ app, page }) => {
        await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source }, theme)
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
        await expect(page.getByRole('button', { name: /^Restore / })).toHaveCount(2)
        expect(await axeFindings(page)).toEqual([])
      })
    })
  }
})

test('a copy goes when the change is undone, and when the work is given up', async () => {
  await inWorkbench(['--example=iris'], async workbench => {
    const { app, page } = workbench
    await expectAnswer(page, '1.984 nat')
    await fill(page, 'Budget F', '11')
    await expect.poll(async () => (await copies()).length).toBe(1)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => recoveryFiles(userData)).toEqual([])
    await fill(page, 'Budget F', '12')
    await stubMessageBox(app, 1)
    await page.keyboard.press('ControlOrMeta+n')
    await expect(notation(page)).toHaveValue('')
    await expect.poll(() => recoveryFiles(userData)).toEqual([])
  })
})

test.describe('a file that somebody else has changed', () => {
  const theirs = modelledProject({ budget: 55 })

  /** Opens the project, changes it here and on disk, saves and answers the question. */
  async function saveOverChange(button: number, then: (workbench: Workbench) => Promise<void>): Promise<void> {
    await writeProjectFile(project)
    await inWorkbench([project], async workbench => {
      await expect(notation(workbench.page)).toHaveValue('dense(4)')
      await fill(workbench.page, 'Budget F', '7')
      await writeProjectFile(project, theirs)
      await stubMessageBox(workbench.app, button)
      await stubSaveDialog(workbench.app, join(folder, 'mine.mmiproj'))
      await workbench.page.keyboard.press('ControlOrMeta+s')
      await then(workbench)
    })
  }

  test('can be left alone: a copy is saved, and the work goes on there', () => saveOverChange(0, async workbench => {
    await expect(workbench.page.getByRole('heading', { name: 'mine.mmiproj' })).toBeVisible()
    expect(await documentIn(join(folder, 'mine.mmiproj'))).toMatchObject({ budget: 7 })
    await fill(workbench.page, 'Budget F', '9')
    await workbench.page.keyboard.press('ControlOrMeta+s')
    await expect(edited(workbench)).toBeHidden()
    expect(await documentIn(join(folder, 'mine.mmiproj'))).toMatchObject({ budget: 9 })
    expect(await documentIn(project)).toMatchObject({ budget: 55 })
  }))

  test('can be overwritten, and is among the previous versions then', () => saveOverChange(1, async workbench => {
    const { app, page } = workbench
    await expect(edited(workbench)).toBeHidden()
    expect(await documentIn(project)).toMatchObject({ budget: 7 })
    await chooseMenu(app, 'file.earlierVersions')
    await page.getByRole('button', { name: /^Restore the version of/ }).click()
    await expect(field(page, 'Budget F')).toHaveValue('55')
    await expect(edited(workbench)).toBeVisible()
    expect(await documentIn(project)).toMatchObject({ budget: 7 })
  }))

  test('can be loaded instead', () => saveOverChange(2, async workbench => {
    await expect(field(workbench.page, 'Budget F')).toHaveValue('55')
    await expect(edited(workbench)).toBeHidden()
    await expect.poll(() => recoveryFiles(userData)).toEqual([])
  }))
})

test('saving keeps what it replaces: an earlier version is opened as unsaved work on the same file', async () => {
  await writeProjectFile(project, modelledProject({ designs: [{ name: 'First idea', notation: 'dense(4)' }] }))
  await inWorkbench([project], async workbench => {
    const { app, page } = workbench
    await expect(notation(page)).toHaveValue('dense(4)')
    await chooseMenu(app, 'file.earlierVersions')
    await expect(page.getByText(/^None yet/)).toBeVisible()
    await page.keyboard.press('Escape')
    for (const budget of ['11', '12']) {
      await fill(page, 'Budget F', budget)
      await page.keyboard.press('ControlOrMeta+s')
      await expect(edited(workbench)).toBeHidden()
    }
    await chooseMenu(app, 'file.earlierVersions')
    const versions = page.getByRole('dialog').getByRole('listitem')
    await expect(versions).toHaveCount(2)
    await expect(versions.first()).toContainText('First idea')
    expect(await axeFindings(page)).toEqual([])
    await versions.nth(1).getByRole('button').click()
    await expect(field(page, 'Budget F')).toHaveValue('100')
    await expect(edited(workbench)).toBeVisible()
    expect(await documentIn(project)).toMatchObject({ budget: 12 })
    await page.keyboard.press('ControlOrMeta+s')
    await expect(edited(workbench)).toBeHidden()
    expect(await documentIn(project)).toMatchObject({ budget: 100 })
  })
})

test('a damaged project offers its previous versions', async () => {
  await writeProjectFile(project)
  await inWorkbench([project], async workbench => {
    const { page } = workbench
    await fill(page, 'Budget F', '11')
    await page.keyboard.press('ControlOrMeta+s')
    await expect(edited(workbench)).toBeHidden()
  })
  await writeFile(project, 'a disk has failed')
  await inWorkbench([project], async ({ page }) => {
    await expect(page.getByRole('alert')).toContainText('PROJECT_NOT_A_ZIP')
    await page.getByRole('button', { name: 'Previous versions…' }).click()
    await page.getByRole('button', { name: /^Restore the version of/ }).click()
    await expect(notation(page)).toHaveValue('dense(4)')
    await page.keyboard.press('ControlOrMeta+s')
    await expect.poll(async () => (await documentIn(project).catch(() => null))?.budget).toBe(100)
  })
})

test.describe('what cannot be kept vetoes the quit', () => {
  const quit = ({ app }: Workbench): Promise<void> => app.evaluate(({ app: electron }) => electron.quit())
  const ended = ({ app }: Workbench): Promise<number | null> => new Promise(resolve => app.process().once('exit', resolve))

  test('a safety copy that cannot be written', async () => {
    await writeProjectFile(project)
    await mkdir(userData)
    await writeFile(join(userData, 'recovery'), 'a file in place of the folder')
    await inWorkbench([project], async workbench => {
      const { app, page } = workbench
      await fill(page, 'Budget F', '7')
      await expect(page.getByRole('alert')).toContainText('RECOVERY_FAILED')
      await stubMessageBox(app, 1)
      await quit(workbench)
      await expect.poll(async () => (await askedMessages(app))[0]).toMatch(/^The safety copy of “study\.mmiproj” could not be written\.\n.*RECOVERY_FAILED/)
      await expect(edited(workbench)).toBeVisible()
      // saved elsewhere, it may go
      await stubMessageBox(app, 0)
      await stubSaveDialog(app, join(folder, 'safe.mmiproj'))
      const end = ended(workbench)
      await quit(workbench)
      expect(await end).toBe(0)
    })
    expect(await documentIn(join(folder, 'safe.mmiproj'))).toMatchObject({ budget: 7 })
  })

  test('a previous version that cannot be kept: nothing is saved, and only an explicit answer gives the work up', async () => {
    await writeProjectFile(project)
    await mkdir(userData)
    await writeFile(join(userData, 'backups'), 'a file in place of the folder')
    await inWorkbench([project], async workbench => {
      const { app, page } = workbench
      await fill(page, 'Budget F', '7')
      await stubMessageBox(app, 0, 1)
      await quit(workbench)
      await expect.poll(async () => (await askedMessages(app))[1]).toMatch(/^“study\.mmiproj” could not be saved\.\n.*BACKUP_FAILED/)
      await expect(edited(workbench)).toBeVisible()
      await stubMessageBox(app, 0, 2)
      const end = ended(workbench)
      await quit(workbench)
      expect(await end).toBe(0)
    })
    expect(await documentIn(project)).toMatchObject({ budget: 100 })
  })
})
