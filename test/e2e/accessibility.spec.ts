import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { chooseMenu, expect, launchWorkbench, stubMessageBox, stubOpenDialog, stubSaveDialog, test, type Workbench } from './fixtures/app'
import { axeFindings, card, expectAnswer, notation } from './fixtures/diagram'
import { importDialog } from './fixtures/importing'
import { leaveRecovery } from './fixtures/projects'

/** Numbers that can be read in two ways, so that the preview asks. */
const ambiguous = `Masse;Länge;Art\n${Array.from({ length: 12 }, (_, row) => `${row + 1},${100 + row * 17};${row};${row % 3 ? 'Eiche' : 'Buche'}`).join('\n')}\n`
const inspector = '[aria-label="Inspector"]'
const dialog = '#overlays'

let folder: string
test.beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-axe-')) })
test.afterEach(() => rm(folder, { recursive: true, force: true }))

interface Walk {
  readonly app: Workbench['app']
  readonly page: Page
  /** Axe finds nothing in what is shown now, or in a part of it. */
  clean(view: string, within?: string): Promise<void>
}

/** The page is the same in both themes: what a theme can spoil are its colours. */
const rulesOf = { light: undefined, dark: ['color-contrast', 'link-in-text-block'] } as const

/** The start screen with everything that can stand on it, and the preview of a CSV. */
async function walkStart({ app, page, clean }: Walk): Promise<void> {
  await expect(page.getByRole('button', { name: 'Take the tour' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Restore Lost' })).toBeVisible()
  await clean('start screen')
  await stubOpenDialog(app, join(folder, 'trees.csv'))
  await page.getByRole('button', { name: /^Open CSV…/ }).click()
  await expect(importDialog(page)).toContainText('Länge')
  await clean('import preview', dialog)
  await page.keyboard.press('Escape')
  await stubOpenDialog(app, join(folder, 'damaged.mmiproj'))
  await page.getByRole('button', { name: /^Open project…/ }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await clean('a file that cannot be opened', 'main')
}

/** A project without anything, then with a design that is not legal. */
async function walkEmpty({ app, page, clean }: Walk): Promise<void> {
  await chooseMenu(app, 'file.new')
  await expect(page.getByRole('button', { name: 'Add a dense layer' }).first()).toBeVisible()
  for (const tab of ['MMI along the width of a block', 'Target interval', 'Covariance']) await page.getByRole('tab', { name: tab }).click()
  await clean('a project without data and design')
  await page.getByRole('button', { name: 'Use a modelled spectrum' }).click()
  await notation(page).fill('conv(kernel=4x4, filters=6)')
  await expect(page.getByRole('alert')).toContainText('needs the shape')
  await page.getByRole('tab', { name: 'MMI along the weight budget' }).click()
  await clean('a design that is not legal')
  await notation(page).fill('dense(4) -> ')
  await clean('a notation that cannot be read', '[aria-label="Diagram"]')
  await notation(page).press('Escape')
}

/** The workbench with data: every selection, every chart with its table, designs side by side. */
async function walkWorkbench({ app, page, clean }: Walk): Promise<void> {
  // what was drawn before is not to be saved
  await stubMessageBox(app, 1)
  await chooseMenu(app, 'openExample:digits')
  await expectAnswer(page, '31.76 nat')
  await expect(page.getByRole('button', { name: /^Set head/ })).toBeVisible()
  await clean('digits, nothing selected')
  await page.getByText('How it was got').first().click()
  await page.getByText('Choose or give values').click()
  await clean('the target with everything open', inspector)
  await card(page, /^Parallel/i).getByText('parallel').click()
  await clean('a group', inspector)
  await card(page, /^Dense 16/i).click()
  await page.keyboard.press('Shift+ArrowRight')
  await clean('a branch’s block', inspector)
  await chooseMenu(app, 'diagram.outline')
  await clean('outline and picture', '[aria-label="Diagram"]')
  await chooseMenu(app, 'diagram.outline')
  await chooseMenu(app, 'design.duplicate')
  await expect(page.getByRole('table').filter({ hasText: 'Design A copy' })).toBeVisible()

  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Certify' }).click()
  await expect(page.getByRole('img', { name: /^Achieved/ })).toBeVisible({ timeout: 20_000 })
  await clean('a certificate and two designs')

  const decks = [['Charts of the design', ['MMI along the weight budget', 'MMI against the width of a block', 'Target interval']], ['Charts of the data', ['Eigenvalue spectrum', 'Covariance heat map']]] as const
  for (const [deck, charts] of decks) {
    const tabs = page.getByRole('tablist', { name: deck }).getByRole('tab')
    for (const [index, chart] of charts.entries()) {
      await tabs.nth(index).click()
      await expect(page.getByRole('region', { name: chart }).locator('svg, canvas').first()).toBeVisible()
      await clean(chart, '[data-tour-anchor="charts"]')
      const table = page.locator('[data-tour-anchor="charts"]').getByRole('button', { name: 'Table' })
      await table.nth(deck === 'Charts of the data' ? 1 : 0).click()
      await clean(`${chart} as a table`, '[data-tour-anchor="charts"]')
      await table.nth(deck === 'Charts of the data' ? 1 : 0).click()
    }
  }
}

/** Every dialog, menu and list that opens over the workbench. */
async function walkOverlays({ app, page, clean }: Walk): Promise<void> {
  for (const [command, name] of [['help.terms', 'Terms and formulas'], ['help.shortcuts', 'Keyboard shortcuts'], ['file.settings', 'Settings'], ['help.about', 'MMI Workbench'], ['view.palette', 'Command palette']] as const) {
    await chooseMenu(app, command)
    await expect(page.getByRole('dialog', { name })).toBeVisible()
    await clean(name, dialog)
    if (command === 'view.palette' || command === 'help.terms') {
      await page.getByRole('dialog', { name }).getByRole('combobox').fill('zzqqzz')
      await clean(`${name} without a match`, dialog)
    }
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name })).toBeHidden()
  }
  for (const trigger of ['Export', 'Theme', 'Change…', 'Copy or save: MMI along the weight budget']) {
    await page.getByRole('tab', { name: 'MMI along the weight budget' }).click()
    await page.getByRole('button', { name: trigger, exact: true }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await clean(`the menu ${trigger}`, dialog)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
  }
  await page.getByRole('combobox', { name: /^Estimator/ }).click()
  await clean('a list of choices')
  await page.keyboard.press('Escape')
  await page.getByRole('toolbar', { name: 'Diagram' }).getByRole('button', { name: 'Insert…' }).click()
  await clean('the menu of blocks', '[aria-label="Diagram"]')
  await page.keyboard.press('Escape')

  await stubSaveDialog(app, join(folder, 'saved.mmiproj'))
  await chooseMenu(app, 'file.save')
  await expect(page.getByRole('heading', { name: 'saved.mmiproj' })).toBeVisible()
  await chooseMenu(app, 'design.duplicate')
  await chooseMenu(app, 'file.save')
  await expect(page.getByText('• edited')).toBeHidden()
  await expect.poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('file.earlierVersions')?.enabled)).toBe(true)
  await chooseMenu(app, 'file.earlierVersions')
  await expect(page.getByRole('button', { name: /^Restore the version/ }).first()).toBeVisible()
  await clean('previous versions', dialog)
  await page.keyboard.press('Escape')
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in any view, panel, chart, dialog or menu, ${theme}`, async () => {
    test.setTimeout(150_000)
    const userData = join(folder, 'user-data')
    await leaveRecovery(userData, '11111111-1111-4111-8111-111111111111', { name: 'Lost' })
    await writeFile(join(folder, 'trees.csv'), ambiguous)
    await writeFile(join(folder, 'damaged.mmiproj'), 'no zip')
    const workbench = await launchWorkbench({ userData })
    try {
      await workbench.app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source }, theme)
      await expect(workbench.page.locator('html')).toHaveAttribute('data-theme', theme)
      const { app, page } = workbench
      const clean = async (view: string, within?: string): Promise<void> => expect(await axeFindings(page, within, rulesOf[theme]), view).toEqual([])
      for (const walk of [walkStart, walkEmpty, walkWorkbench, walkOverlays]) await walk({ app, page, clean })
      expect(workbench.consoleErrors).toEqual([])
    } finally {
      await workbench.close()
    }
  })
}
