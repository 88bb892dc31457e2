import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { chooseMenu, expect, stubSaveDialog, test } from './fixtures/app'
import { answer, axeFindings, expectAnswer, notation } from './fixtures/diagram'

const exportMenu = (page: Page, what: string): Locator => page.getByRole('button', { name: `Copy or save: ${what}` })
const item = (page: Page, name: string | RegExp): Locator => page.getByRole('menuitem', { name })
const clipboard = (app: ElectronApplication): Promise<string> => app.evaluate(async ({ clipboard: system }) => system.readText())

let folder: string
test.beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-export-')) })
test.afterEach(() => rm(folder, { recursive: true, force: true }))

/** The file that an export writes under this name; the dialog is answered by it. */
async function savedAs(app: ElectronApplication, page: Page, name: string, act: () => Promise<void>): Promise<Buffer> {
  await stubSaveDialog(app, join(folder, name))
  await act()
  await expect(answer(page)).toContainText(`Saved ${name}`, { timeout: 60_000 })
  return readFile(join(folder, name))
}

/** Cells of the table twin, as shown. */
async function tableOf(chart: Locator): Promise<readonly string[][]> {
  return chart.locator('tr').evaluateAll(rows => rows.map(row => [...row.querySelectorAll('th, td')].map(cell => cell.textContent ?? '')))
}

test.use({ launchArguments: ['--example=iris'] })

test('a chart leaves as PNG, SVG and CSV, and its table through the clipboard', async ({ workbench: { app, page } }) => {
  await expectAnswer(page, '1.984 nat')
  const chart = page.getByRole('region', { name: 'MMI along the weight budget' })
  const what = 'MMI along the weight budget'

  const png = await savedAs(app, page, 'a.png', async () => {
    await exportMenu(page, what).click()
    await item(page, 'Save picture as PNG').hover()
    await item(page, /^2×/).click()
  })
  expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
  // width and height stand first in the header chunk, the resolution (192 dots an inch) in pHYs behind it
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 720])
  expect([png.toString('latin1', 37, 41), png.readUInt32BE(41)]).toEqual(['pHYs', 7559])

  const svg = await savedAs(app, page, 'a.svg', async () => {
    await exportMenu(page, what).click()
    await item(page, 'Save picture as SVG…').click()
  })
  expect(svg.toString()).toMatch(/^<svg [^>]*width="640" height="360"/)
  expect(svg.toString()).toContain('F = 10 · 1.984 nat')

  await page.getByRole('button', { name: 'Table', exact: true }).first().click()
  const shown = await tableOf(chart)
  const csv = await savedAs(app, page, 'a.csv', async () => {
    await exportMenu(page, what).click()
    await item(page, 'Save table').hover()
    await item(page, 'as CSV…').click()
  })
  expect(csv.toString().trim().split('\r\n').map(line => line.split(','))).toEqual(shown)

  await exportMenu(page, what).click()
  await item(page, 'Copy table as Markdown').click()
  await expect(answer(page)).toContainText('Table copied as Markdown')
  const [header, , first] = (await clipboard(app)).split('\n')
  expect([header, first]).toEqual([shown[0], shown[1]].map(cells => `| ${cells!.join(' | ')} |`))

  await exportMenu(page, what).click()
  await item(page, 'Copy picture').click()
  await expect(answer(page)).toContainText('Picture copied')
  expect(await app.evaluate(async ({ clipboard: system }) => system.has('image/png'))).toBe(true)
})

test('a dialog that is cancelled writes nothing, and a folder that is gone is told', async ({ workbench: { app, page } }) => {
  await expectAnswer(page, '1.984 nat')
  await stubSaveDialog(app, null)
  await chooseMenu(app, 'export.diagram.svg')
  await expect(answer(page)).not.toContainText('Saved')
  await stubSaveDialog(app, join(folder, 'gone/diagram.svg'))
  await chooseMenu(app, 'export.diagram.svg')
  await expect(page.getByText('The folder does not exist', { exact: false })).toBeVisible()
  expect(existsSync(join(folder, 'gone'))).toBe(false)
})

test('the diagram, the comparison and the code leave by the File menu', async ({ workbench: { app, page } }) => {
  await expectAnswer(page, '1.984 nat')
  const diagram = await savedAs(app, page, 'diagram.svg', () => chooseMenu(app, 'export.diagram.svg'))
  expect(diagram.toString()).toContain('▸◂ bottleneck')
  const picture = await savedAs(app, page, 'diagram.png', () => chooseMenu(app, 'export.diagram.png'))
  expect(picture.readUInt32BE(16)).toBe(2 * Number(/width="(\d+)"/.exec(diagram.toString())![1]))

  await chooseMenu(app, 'export.pytorch.copy')
  await expect(answer(page)).toContainText('PyTorch code copied')
  expect(await clipboard(app)).toContain('self.dense_0 = nn.Linear(4, 8)')
  const keras = await savedAs(app, page, 'model.py', () => chooseMenu(app, 'export.keras.save'))
  expect(keras.toString()).toContain('layers.Dense(8, activation="relu", name="dense_0")')

  await page.getByRole('button', { name: 'Duplicate', exact: true }).click()
  await notation(page).fill('dense(1)')
  await expectAnswer(page, 'bottleneck: dense 1')
  await expect(exportMenu(page, 'designs')).toBeEnabled()
  await exportMenu(page, 'designs').click()
  await item(page, 'Copy table as LaTeX').click()
  await expect(answer(page)).toContainText('Table copied as LaTeX')
  const latex = await clipboard(app)
  expect(latex).toContain('\\begin{tabular}')
  expect(latex).toContain('dense(8, relu) -> dense(2)')
})

test('the report is one page that fetches nothing and tells the answer of the status line; as PDF it has pages', async ({ workbench: { app, page } }) => {
  await expectAnswer(page, '1.984 nat')
  await expect(answer(page)).toContainText(/target 1\.04/, { timeout: 60_000 })
  const shown = /MMI ([\d.]+ ± [\d.]+ nat)/.exec(await answer(page).innerText())![1]!
  const html = (await savedAs(app, page, 'report.html', () => chooseMenu(app, 'export.report.html'))).toString()
  expect(html).toContain(`MMI ${shown}`)
  for (const words of ['Target interval for I(X;Z)', 'SHA-256', 'Assumptions', 'MMI along the weight budget', 'MMI along the width of', 'Eigenvalue spectrum']) expect(html).toContain(words)
  expect(html.replaceAll(/http:\/\/www\.w3\.org\/(?:2000\/svg|1999\/xlink)/g, '')).not.toMatch(/https?:|<script|<link|<img/)

  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  const pdf = (await savedAs(app, page, 'report.pdf', () => chooseMenu(app, 'export.report.pdf'))).toString('latin1')
  expect(pdf.startsWith('%PDF-')).toBe(true)
  expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThanOrEqual(2)
  // A4 in points
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45](?:\.\d+)? 84[12]/)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(windows)
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the open menus, ${theme}`, async ({ workbench: { app, page } }) => {
    await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source }, theme)
    await expectAnswer(page, '1.984 nat')
    await exportMenu(page, 'Eigenvalue spectrum').focus()
    await page.keyboard.press('Enter')
    await expect(item(page, 'Copy picture')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    await expect(item(page, /^1×/)).toBeFocused()
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toHaveCount(0)
    await expect(exportMenu(page, 'Eigenvalue spectrum')).toBeFocused()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await expect(item(page, 'Report as PDF…')).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
  })
}
