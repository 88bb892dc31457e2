import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { chooseMenu, expect, stubMessageBox, stubOpenDialog, stubSaveDialog, test } from './fixtures/app'
import { announced, axeFindings, card, expectAnswer, field, fill, notation } from './fixtures/diagram'

const list = (page: Page): Locator => page.getByRole('tablist', { name: 'Designs' })
const tabs = (page: Page): Locator => list(page).getByRole('tab')
const tab = (page: Page, name: string): Locator => list(page).getByRole('tab', { name, exact: true })
/** A design's line in the comparison. */
const row = (page: Page, name: string): Locator => page.getByRole('row').filter({ has: page.getByRole('button', { name, exact: true }) })
const curve = (page: Page, name: string): Locator => page.getByRole('button', { name: `Curve of ${name} in MMI(F)` })

test.use({ launchArguments: ['--example=digits'] })

test('a copy is made, changed and seen beside the first: in the table, as a curve, saved and opened again', async ({ workbench: { app, page } }) => {
  const folder = await mkdtemp(join(tmpdir(), 'mmi-designs-'))
  await expectAnswer(page, '31.76 nat')
  await expect(tabs(page)).toHaveText(['Design A'])
  await page.getByRole('button', { name: 'Duplicate', exact: true }).click()
  await expect(tabs(page)).toHaveText(['Design A', 'Design A copy'])
  await expect(tab(page, 'Design A copy')).toHaveAttribute('aria-selected', 'true')
  await expect(announced(page)).toHaveText('Duplicate Design A')

  await card(page, /^Convolution/).click()
  await fill(page, 'Filters', '2')
  await expectAnswer(page, '30.72 nat')
  await expect(row(page, 'Design A')).toContainText(/▲ above head.*31\.76 ± 0\.032.*1,792 parameters/)
  await expect(row(page, 'Design A copy')).toContainText(/▲ above conv.4×4.*30\.72 ± 0\.041.*956 parameters/)
  await expect(row(page, 'Design A copy')).toHaveAttribute('aria-current', 'true')
  await expect(row(page, 'Design A')).not.toHaveAttribute('aria-current')

  // the first one's curve is drawn under the copy's; the table twin of the chart has both
  const chart = page.locator('#chart-budget')
  await expect(curve(page, 'Design A')).toHaveAttribute('aria-pressed', 'true')
  await chart.getByRole('button', { name: 'Table' }).click()
  await expect(chart.getByRole('cell', { name: 'Design A' }).first()).toBeAttached()
  await curve(page, 'Design A').click()
  await expect(curve(page, 'Design A')).toHaveAttribute('aria-pressed', 'false')
  await expect(chart.getByRole('cell', { name: 'Design A' })).toHaveCount(0)
  await curve(page, 'Design A').click()
  await chart.getByRole('button', { name: 'Table' }).click()
  expect(await axeFindings(page)).toEqual([])

  // both follow the budget; choosing a line shows that design
  await fill(page, 'Budget F', '500')
  await expectAnswer(page, '38.25 nat')
  await expect(row(page, 'Design A')).toContainText('41.17')
  await expect(row(page, 'Design A copy')).toContainText('38.25')
  await row(page, 'Design A').getByRole('button', { name: 'Design A', exact: true }).click()
  await expect(tab(page, 'Design A')).toHaveAttribute('aria-selected', 'true')
  await expect(notation(page)).toHaveValue(/filters=6/)
  await expect(announced(page)).toHaveText('Design A is shown')

  await stubSaveDialog(app, join(folder, 'two.mmiproj'))
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText('• edited')).toBeHidden()
  await stubMessageBox(app, 1)
  await chooseMenu(app, 'file.new')
  await expect(tabs(page)).toHaveText(['Design A'])
  await stubOpenDialog(app, join(folder, 'two.mmiproj'))
  await chooseMenu(app, 'file.open')
  await expect(tabs(page)).toHaveText(['Design A', 'Design A copy'])
  await expect(row(page, 'Design A copy')).toContainText('956 parameters')
  await expect(page.getByText('• edited')).toBeHidden()
  await rm(folder, { recursive: true, force: true })
})

test('designs are made, named, moved and deleted from the keyboard, and each step is undone', async ({ workbench: { page } }) => {
  const keys = async (...presses: readonly string[]): Promise<void> => { for (const press of presses) await page.keyboard.press(press) }
  await expectAnswer(page, '31.76 nat')
  await keys('ControlOrMeta+t')
  await expect(tabs(page)).toHaveText(['Design A', 'Design B'])
  await expect(page.getByText('Add a first layer.')).toBeVisible()
  await expect(row(page, 'Design B')).toContainText('Nothing is drawn in it yet.')
  await notation(page).fill('dense(8)')
  await expectAnswer(page, 'bottleneck: dense 8')

  await keys('F2')
  const name = page.getByRole('textbox', { name: 'Name of Design B' })
  await expect(name).toBeFocused()
  await page.keyboard.type('Design A')
  await keys('Enter')
  await expect(page.getByRole('alert')).toHaveText('“Design A” is the name of another design.')
  expect(await axeFindings(page)).toEqual([])
  await name.fill('Plain')
  await keys('Enter')
  await expect(tab(page, 'Plain')).toBeFocused()
  await expect(announced(page)).toHaveText('Rename Design B to Plain')
  await keys('F2', 'ControlOrMeta+a', 'x', 'Escape')
  await expect(tab(page, 'Plain')).toBeFocused()

  await keys('Alt+ArrowLeft')
  await expect(tabs(page)).toHaveText(['Plain', 'Design A'])
  await expect(tab(page, 'Plain')).toBeFocused()
  await keys('ArrowRight')
  await expect(tab(page, 'Design A')).toBeFocused()
  await expectAnswer(page, '31.76 nat')
  await keys('ControlOrMeta+Shift+d')
  await expect(tabs(page)).toHaveText(['Plain', 'Design A', 'Design A copy'])
  await keys('Control+PageDown')
  await expect(tab(page, 'Plain')).toHaveAttribute('aria-selected', 'true')
  await keys('Control+PageUp', 'Control+Shift+PageUp')
  await expect(tabs(page)).toHaveText(['Plain', 'Design A copy', 'Design A'])
  await tab(page, 'Design A copy').focus()
  await keys('Delete')
  await expect(tabs(page)).toHaveText(['Plain', 'Design A'])
  await expect(tab(page, 'Design A')).toBeFocused()

  await keys('ControlOrMeta+z')
  await expect(tabs(page)).toHaveText(['Plain', 'Design A copy', 'Design A'])
  await expect(announced(page)).toHaveText('Undone: Delete Design A copy')
  for (const left of [['Plain', 'Design A', 'Design A copy'], ['Plain', 'Design A'], ['Design A', 'Plain'], ['Design A', 'Design B']]) {
    await keys('ControlOrMeta+z')
    await expect(tabs(page)).toHaveText(left)
  }
  await keys('ControlOrMeta+z', 'ControlOrMeta+z')
  await expect(tabs(page)).toHaveText(['Design A'])
  await expect(page.getByText('• edited')).toBeHidden()
})

test('tabs are renamed by a double click, moved by dragging, and have a menu by right click and button', async ({ workbench: { page } }) => {
  await expectAnswer(page, '31.76 nat')
  await page.getByRole('button', { name: 'New design' }).click()
  await page.getByRole('button', { name: 'New design' }).click()
  await expect(tabs(page)).toHaveText(['Design A', 'Design B', 'Design C'])
  await tab(page, 'Design B').dblclick()
  await page.getByRole('textbox', { name: 'Name of Design B' }).fill('Middle')
  // leaving the field takes the name
  await page.getByText('Add a first layer.').click()
  await expect(tabs(page)).toHaveText(['Design A', 'Middle', 'Design C'])

  const from = (await tab(page, 'Design A').boundingBox())!
  const to = (await tab(page, 'Design C').boundingBox())!
  await page.mouse.move(from.x + 20, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(to.x + to.width - 4, to.y + 10, { steps: 4 })
  await page.mouse.up()
  await expect(tabs(page)).toHaveText(['Middle', 'Design C', 'Design A'])
  await page.mouse.move(to.x + 20, to.y + 10)
  await page.mouse.down()
  await page.mouse.move(from.x + 2, from.y + 10, { steps: 4 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(tabs(page)).toHaveText(['Middle', 'Design C', 'Design A'])

  await tab(page, 'Design C').click({ button: 'right' })
  await expect(tab(page, 'Design C')).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('menuitem', { name: /^Move Design Left/ }).click()
  await expect(tabs(page)).toHaveText(['Design C', 'Middle', 'Design A'])
  await expect(tab(page, 'Design C')).toBeFocused()
  await page.getByRole('button', { name: 'Actions of Design C' }).click()
  await expect(page.getByRole('menuitem', { name: /^Move Design Left/ })).toHaveAttribute('aria-disabled', 'true')
  expect(await axeFindings(page)).toEqual([])
  await page.getByRole('menuitem', { name: /^Rename Design/ }).click()
  await expect(page.getByRole('textbox', { name: 'Name of Design C' })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Actions of Design C' }).click()
  await page.getByRole('menuitem', { name: /^Delete Design/ }).click()
  await expect(tabs(page)).toHaveText(['Middle', 'Design A'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(tabs(page)).toHaveText(['Design C', 'Middle', 'Design A'])
})

test('half typed text of one design is not carried over to another that reads the same', async ({ workbench: { page } }) => {
  await expectAnswer(page, '31.76 nat')
  await page.getByRole('button', { name: 'Duplicate', exact: true }).click()
  const text = await notation(page).inputValue()
  await notation(page).fill(`${text} ->`)
  await tab(page, 'Design A').click()
  await expect(notation(page)).toHaveValue(text)
  await expect(field(page, 'Budget F')).toHaveValue('76')
})
