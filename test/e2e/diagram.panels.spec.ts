import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { chooseMenu, expect, launchWorkbench, root, stubMessageBox, stubOpenDialog, stubSaveDialog, test } from './fixtures/app'
import { answer, axeFindings, card, choose, expectAnswer, fact, field, fill, notation } from './fixtures/diagram'
import { importCsv, importDialog } from './fixtures/importing'

const run = promisify(execFile)
let folder: string

test.beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-panels-')) })
test.afterEach(() => rm(folder, { recursive: true, force: true }))

/** The MMI that the command line gives for the same question, as the status line writes it. */
async function commandLine(...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [resolve(root, 'out/main/mmi.js'), 'eval', ...words, '--json'])
  return (JSON.parse(stdout) as { mmi: { value: number } }).mmi.value.toPrecision(4)
}

/** Rows with two missing values, a text column and a number that could be a label. */
async function writeTable(file: string): Promise<void> {
  const rows = Array.from({ length: 40 }, (_, row) => [Math.sin(row) * 3, row === 7 ? '' : Math.cos(row * row), row === 9 ? 'NA' : (row * 7919) % 13, row % 4, row % 2 ? 'yes' : 'no'].join(','))
  await writeFile(file, ['a,b,c,group,kind', ...rows, ''].join('\n'))
}

test('how a CSV is read is chosen in the panel, and each choice is a step to undo: label, missing values, columns', async ({ workbench: { app, page } }) => {
  const file = join(folder, 'table.csv')
  await writeTable(file)
  await stubOpenDialog(app, file)
  await page.getByRole('button', { name: /^Open CSV…/ }).click()
  await expect(importDialog(page).getByText('Label “kind”, taken since it can only be the label.')).toBeVisible()
  await importCsv(page)
  await expect(fact(page, 'Rows')).toHaveText('38, 2 dropped')
  const design = ['--data', file, '--design', 'dense(8,relu)']
  await expectAnswer(page, await commandLine(...design, '--label', 'kind'))

  await choose(page, 'Label', 'group')
  await expect(fact(page, 'Inputs')).toHaveText('3')
  await expect(page.getByRole('combobox', { name: 'Label' })).toBeFocused()
  await expectAnswer(page, await commandLine(...design, '--label', 'group'))

  await choose(page, 'Missing', 'use the mean')
  await expect(fact(page, 'Rows')).toHaveText('40, 0 dropped')
  await expectAnswer(page, await commandLine(...design, '--label', 'group', '--missing', 'mean'))

  await page.getByRole('button', { name: 'Columns…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns' })
  await expect(dialog.getByRole('checkbox', { name: 'Use kind' })).toBeDisabled()
  await dialog.getByRole('checkbox', { name: 'Use b' }).uncheck()
  await dialog.getByRole('button', { name: 'Read with these' }).click()
  await expect(dialog).toBeHidden()
  await expect(fact(page, 'Inputs')).toHaveText('2')
  await expectAnswer(page, await commandLine(...design, '--label', 'group', '--missing', 'mean', '--features', 'a,c'))

  await choose(page, 'Missing', 'refuse')
  await expect(page.getByRole('alert')).toContainText('CSV_VALUE_MISSING')
  await page.getByRole('button', { name: 'Keep the data in use' }).click()
  await expect(page.getByRole('alert')).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(fact(page, 'Inputs')).toHaveText('3')
})

test('an ambiguous decimal sign is asked for, with both readings, and nothing is read before it is chosen', async ({ workbench: { app, page } }) => {
  const file = join(folder, 'weights.csv')
  await writeFile(file, 'mass;length;kind\n1,234;1;a\n2,345;2;b\n3,456;4;a\n4,321;3;b\n')
  await stubOpenDialog(app, file)
  await page.getByRole('button', { name: /^Open CSV…/ }).click()
  const dialog = importDialog(page)
  await expect(dialog.getByRole('alert')).toContainText('“1,234” can be 1.234 or 1234 (weights.csv, row 2, column “mass”).')
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  expect(await axeFindings(page)).toEqual([])
  await dialog.getByRole('radio', { name: /the comma is the decimal sign/ }).click()
  await importCsv(page)
  await expect(fact(page, 'Inputs')).toHaveText('2')
  await expect(page.getByRole('combobox', { name: 'Label' })).toHaveText('kind')
  await expectAnswer(page, await commandLine('--data', file, '--design', 'dense(8,relu)', '--label', 'kind', '--decimal', ','))
})

test('a large file is read with progress and can be given up; what was in use stays', async ({ workbench: { app, page } }) => {
  const file = join(folder, 'large.csv')
  // Quotes within a text are for the general reader: the plain one would be done before anybody could give up.
  const block = Array.from({ length: 4000 }, (_, row) => [...Array.from({ length: 40 }, (_, column) => ((row * 7919 * (column + 3)) % 10007) / 100), '"said ""yes"""'].join(',')).join('\n')
  await writeFile(file, `${Array.from({ length: 40 }, (_, column) => `c${column}`).join(',')},remark\n${`${block}\n`.repeat(30)}`)
  await page.getByRole('button', { name: /^Iris/ }).click()
  await expectAnswer(page, '1.984 nat')
  await stubOpenDialog(app, file)
  await chooseMenu(app, 'file.openCsv')
  // the head of the file is enough to agree
  await importCsv(page)
  await expect(page.getByText(/^Reading large\.csv: [\d,]+ rows$/)).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('progressbar')).toBeHidden()
  await expect(fact(page, 'File')).toHaveText('iris.csv')
  await fill(page, 'Budget F', '250')
  await expectAnswer(page, '4.858 nat')
})

test.describe('with the digits', () => {
  test.use({ launchArguments: ['--example=digits'] })

  test('image shape, estimator and standardising change the answer as on the command line', async ({ workbench: { page } }) => {
    await expectAnswer(page, '31.76 nat')
    const question = ['--data', join(root, 'app/examples/digits.csv'), '--label', 'digit', '--budget', '76', '--shape', '4x16x1', '--design', 'conv(kernel=4x4,filters=6,relu)->(dense(16,relu)|dense(32,tanh))->dense(10)']
    const [reshaped, standardised] = await Promise.all([commandLine(...question), commandLine(...question, '--covariance', 'ridge:0.5', '--standardize')])
    await page.getByRole('textbox', { name: 'height' }).fill('4')
    await expect(page.getByText('4×8×1 makes 32, the data have 64 inputs.')).toBeVisible()
    await page.getByRole('textbox', { name: 'width' }).fill('16')
    await expectAnswer(page, reshaped)
    await choose(page, 'Estimator', 'ridge')
    await fill(page, 'Ridge ε', '0.5')
    await choose(page, 'Standardise', 'on')
    await expectAnswer(page, standardised)
    await choose(page, 'Standardise', 'off')
    await choose(page, 'Estimator', 'automatic')
    await expect(page.getByRole('combobox', { name: 'Estimator' })).toHaveText('sample')
    await expectAnswer(page, reshaped)
  })

  test('a label names the bottleneck everywhere; one that is taken or no word is refused under its field', async ({ workbench: { page } }) => {
    await expectAnswer(page, 'bottleneck: head (dense 10)')
    await card(page, /^head/).click()
    await field(page, 'Label').fill('no good')
    await expect(page.getByText('A label is a letter followed by')).toBeVisible()
    await fill(page, 'Label', 'exit')
    await expectAnswer(page, 'bottleneck: exit (dense 10)')
    await expect(notation(page)).toHaveValue(/#exit$/)
    await card(page, /^Convolution/).click()
    await field(page, 'Label').fill('exit')
    await expect(page.getByText('“exit” is the label of another block. Choose another one.')).toBeVisible()
    await expect(notation(page)).toHaveValue(/relu\) ->/)
  })

  test('every chart has a table twin in the unit shown, a logarithmic axis, and nothing that axe finds', async ({ workbench: { page } }) => {
    await expectAnswer(page, '31.76 nat')
    const curve = page.getByRole('region', { name: 'MMI along the weight budget' })
    const spectrum = page.getByRole('region', { name: 'Eigenvalue spectrum' })
    await expect(spectrum.getByRole('img').first()).toHaveAttribute('aria-label', /64 eigenvalues, rank 61.*10 of 61 components carry information/)
    // the switches of a chart stand beside its tab: those of the design left, those of the data right
    const logarithmic = page.getByRole('button', { name: 'log', exact: true })
    await logarithmic.last().click()
    await expect(logarithmic.last()).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('button', { name: 'Table', exact: true }).first().click()
    await page.getByRole('button', { name: 'Table', exact: true }).last().click()
    await expect(curve.getByRole('columnheader')).toHaveText(['F', 'MMI (nat)', 'standard error (nat)'])
    await expect(spectrum.getByRole('row')).toHaveCount(65)
    const nats = Number(await curve.getByRole('cell').nth(1).innerText())
    await page.getByText('bit', { exact: true }).click()
    await expect(curve.getByRole('columnheader')).toHaveText(['F', 'MMI (bit)', 'standard error (bit)'])
    expect(Number(await curve.getByRole('cell').nth(1).innerText())).toBeCloseTo(nats / Math.LN2, 12)
    await page.getByRole('combobox', { name: 'Estimator' }).click()
    await expect(page.getByRole('option', { name: 'automatic' })).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
  })
})

test('a modelled spectrum is set by its law and numbers; the theme is chosen from its menu', async ({ workbench: { page } }) => {
  await page.getByRole('button', { name: /^New from a modelled spectrum/ }).click()
  const spectrum = async (model: string): Promise<string> => commandLine('--spectrum', model, '--design', 'dense(8,relu)')
  await expectAnswer(page, await spectrum('exponential:rate=0.1,dim=100'))
  await fill(page, 'Rate a', '0.5')
  await expectAnswer(page, await spectrum('exponential:rate=0.5,dim=100'))
  await choose(page, 'Spectrum', 'power law')
  await fill(page, 'Exponent p', '2')
  await fill(page, 'Inputs', '30')
  await expectAnswer(page, await spectrum('power:exponent=2,dim=30'))
  await choose(page, 'Spectrum', 'white')
  await expectAnswer(page, await spectrum('white:dim=30'))
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('the File menu saves, saves elsewhere and begins anew; saved projects are listed on the start screen and open from there', async () => {
  const first = await launchWorkbench()
  try {
    await chooseMenu(first.app, 'openExample:iris')
    await expectAnswer(first.page, '1.984 nat')
    await fill(first.page, 'Budget F', '250')
    await expectAnswer(first.page, '4.858 nat')
    for (const [command, name] of [['file.save', 'one.mmiproj'], ['file.saveAs', 'two.mmiproj']] as const) {
      await stubSaveDialog(first.app, join(folder, name))
      await chooseMenu(first.app, command)
      await expect(first.page.getByRole('heading', { name })).toBeVisible()
      await expect(first.page.getByText('• edited')).toBeHidden()
    }
    await stubMessageBox(first.app, 2)
    await chooseMenu(first.app, 'file.new')
    await expect(first.page.getByRole('heading', { name: 'Untitled' })).toBeVisible()
    await expect(first.page.getByText('Add a first layer.')).toBeVisible()
    await chooseMenu(first.app, 'file.openRecent.1')
    await expect(first.page.getByRole('heading', { name: 'one.mmiproj' })).toBeVisible()
    await expectAnswer(first.page, '4.858 nat')
    expect(first.consoleErrors).toEqual([])

    const { userData } = first
    await first.app.evaluate(({ app }) => app.exit(0)).catch(() => undefined)
    const second = await launchWorkbench({ userData })
    try {
      await rm(join(folder, 'two.mmiproj'))
      await second.page.getByRole('button', { name: /^one\.mmiproj/ }).click()
      await expectAnswer(second.page, '4.858 nat')
      await expect(answer(second.page)).toContainText('150 rows')
      expect(second.consoleErrors).toEqual([])
    } finally {
      await second.close()
    }
  } finally {
    await first.close()
  }
})

test.describe('with the Iris example', () => {
  test.use({ launchArguments: ['--example=iris'] })

  test('what is half typed for one block is not taken for the next one', async ({ workbench: { page } }) => {
    await notation(page).fill('dense(8) -> dense(8) #second -> dense(5)')
    await card(page, /^Dense 8/i).click()
    await field(page, 'Units').fill('eight')
    await expect(page.getByText(/is not a number/)).toBeVisible()
    await field(page, 'Label').fill('9 lives')
    await card(page, /^second/i).click()
    await expect(field(page, 'Units')).toHaveValue('8')
    await expect(field(page, 'Label')).toHaveValue('second')
    await expect(page.getByText(/is not a number|A label is/)).toHaveCount(0)
    await fill(page, 'Units', '7')
    await card(page, /^Dense 8/i).click()
    await expect(field(page, 'Units')).toHaveValue('8')
    await expect(field(page, 'Label')).toHaveValue('')
    await expect(notation(page)).toHaveValue('dense(8) -> dense(7) #second -> dense(5)')
    await page.keyboard.press('ControlOrMeta+z')
    await expect(notation(page)).toHaveValue('dense(8) -> dense(8) #second -> dense(5)')
  })
})
