import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chooseMenu, expect, launchWorkbench, stubOpenDialog, stubSaveDialog, test } from './fixtures/app'
import { card, expectAnswer, fill, notation } from './fixtures/diagram'
import { importDialog } from './fixtures/importing'
import { documentIn, leaveRecovery } from './fixtures/projects'
import { outOfReach } from './fixtures/reach'
import { sizeWindow } from './fixtures/sizes'

let folder: string
test.beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-enlarged-')) })
test.afterEach(() => rm(folder, { recursive: true, force: true }))

test('at 200 % everything is in reach: from the start screen through an example, an edit and the charts to the saved project', async () => {
  const userData = join(folder, 'user-data')
  await leaveRecovery(userData, '11111111-1111-4111-8111-111111111111', { name: 'Lost' })
  const { app, page, close, consoleErrors } = await launchWorkbench({ userData })
  try {
    await sizeWindow(app, page, { width: 1280, height: 800 }, 2)
    await expect(page.getByRole('button', { name: 'Restore Lost' })).toBeVisible()
    expect(await outOfReach(page)).toEqual([])

    await writeFile(join(folder, 'trees.csv'), `mass;height;kind\n${Array.from({ length: 12 }, (_, row) => `${row};${row * row % 7};${row % 3 ? 'oak' : 'beech'}`).join('\n')}\n`)
    await stubOpenDialog(app, join(folder, 'trees.csv'))
    await page.getByRole('button', { name: /^Open CSV…/ }).click()
    await expect(importDialog(page)).toContainText('height')
    await expect(importDialog(page)).toBeInViewport({ ratio: 1 })
    expect(await outOfReach(page, '[role="dialog"]')).toEqual([])
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: /^Digits/ }).click()
    await expectAnswer(page, '31.76 nat')
    expect(await outOfReach(page)).toEqual([])
    await expect(page.getByRole('status', { name: 'About this example' })).toBeInViewport()
    await fill(page, 'Budget F', '90')
    await expectAnswer(page, /MMI 32\.\d+/)
    await card(page, /^Conv/).focus()
    await page.keyboard.press('a')
    await expect(notation(page)).toHaveValue(/^conv\(kernel=4x4, filters=6, relu\) -> dense\(16, relu\) -> \(/)
    await expect(card(page, /^Dense 16/).first()).toBeInViewport()
    expect(await outOfReach(page)).toEqual([])

    for (const tab of await page.getByRole('tab', { name: /MMI along|Target interval|Spectrum|Covariance/ }).all()) {
      await tab.click()
      const chart = page.locator('[data-tour-anchor="charts"] [role="tabpanel"][data-state="active"] .body')
      for (const body of await chart.all()) {
        // of a chart that is drawn, its words and its curve need this much
        const box = (await body.boundingBox())!
        expect(Math.min(box.width, 1.5 * box.height)).toBeGreaterThan(120)
      }
      expect(await outOfReach(page, '[data-tour-anchor="charts"]')).toEqual([])
    }

    await stubSaveDialog(app, join(folder, 'large.mmiproj'))
    await page.keyboard.press('ControlOrMeta+s')
    await expect(page.getByRole('heading', { name: 'large.mmiproj' })).toBeVisible()
    expect(await documentIn(join(folder, 'large.mmiproj'))).toMatchObject({ budget: 90 })
    expect(consoleErrors).toEqual([])
  } finally {
    await close()
  }
})

for (const size of [{ width: 960, height: 600 }, { width: 1280, height: 800 }, { width: 1920, height: 1080 }]) {
  test(`nothing is cut off in a window of ${size.width}×${size.height}: start screen, a project without anything, two designs, every chart`, async ({ workbench: { app, page } }) => {
    await sizeWindow(app, page, size)
    expect(await outOfReach(page)).toEqual([])
    await chooseMenu(app, 'file.new')
    await expect(page.getByRole('heading', { name: 'Untitled' })).toBeVisible()
    expect(await outOfReach(page)).toEqual([])
    await chooseMenu(app, 'openExample:digits')
    await expectAnswer(page, '31.76 nat')
    // the panels themselves need no scrolling at any size that a window can have
    expect(await page.locator('.workbench').evaluate(({ scrollWidth, scrollHeight, clientWidth, clientHeight }) => [scrollWidth - clientWidth, scrollHeight - clientHeight])).toEqual([0, 0])
    await chooseMenu(app, 'design.duplicate')
    await card(page, /^Conv/).focus()
    await chooseMenu(app, 'diagram.outline')
    await expect(page.getByRole('separator', { name: 'Width of the outline' })).toBeVisible()
    for (const tab of await page.getByRole('tab', { name: /MMI along|Target interval|Spectrum|Covariance/ }).all()) {
      await tab.click()
      expect(await outOfReach(page)).toEqual([])
    }
  })
}

test.describe('at 200 % with an example', () => {
  test.use({ launchArguments: ['--example=digits'] })

  test('the check itself finds what is cut off: without its least height the window would hide controls', async ({ workbench: { app, page } }) => {
    await expectAnswer(page, '31.76 nat')
    await sizeWindow(app, page, { width: 1280, height: 800 }, 2)
    expect(await outOfReach(page)).toEqual([])
    await page.locator('.rows').evaluate((rows: HTMLElement) => Object.assign(rows.style, { minWidth: '0', minHeight: '0' }))
    await expect.poll(() => outOfReach(page)).not.toEqual([])
  })

  test('every dialog fits the window, and what is longer scrolls', async ({ workbench: { app, page } }) => {
    await expectAnswer(page, '31.76 nat')
    await stubSaveDialog(app, join(folder, 'large.mmiproj'))
    await page.keyboard.press('ControlOrMeta+s')
    await expect(page.getByRole('heading', { name: 'large.mmiproj' })).toBeVisible()
    await sizeWindow(app, page, { width: 1280, height: 800 }, 2)
    for (const command of ['help.terms', 'help.shortcuts', 'file.settings', 'help.about', 'view.palette', 'file.earlierVersions']) {
      await expect.poll(() => app.evaluate(({ Menu }, id) => Menu.getApplicationMenu()?.getMenuItemById(id)?.enabled, command)).toBe(true)
      await chooseMenu(app, command)
      await expect(page.getByRole('dialog'), command).toBeInViewport({ ratio: 1 })
      expect(await outOfReach(page, '[role="dialog"]'), command).toEqual([])
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    }
    for (const trigger of ['Export', 'Theme']) {
      await page.getByRole('button', { name: trigger, exact: true }).click()
      await expect(page.getByRole('menu')).toBeInViewport({ ratio: 1 })
      await page.keyboard.press('Escape')
    }
    await page.getByRole('button', { name: 'Columns…' }).click()
    await expect(page.getByRole('dialog', { name: 'Columns of digits.csv' })).toBeInViewport({ ratio: 1 })
    expect(await outOfReach(page, '[role="dialog"]')).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Explain budget F' }).click()
    await expect(page.getByRole('dialog', { name: 'Explain budget F' })).toBeInViewport({ ratio: 1 })
  })
})
