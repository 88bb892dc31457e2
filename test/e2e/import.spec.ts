import { execFile } from 'node:child_process'
import { appendFile, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, launchWorkbench, root, stubOpenDialog, stubSaveDialog, test, type Workbench } from './fixtures/app'
import { axeFindings, choose, expectAnswer, fact, notation } from './fixtures/diagram'
import { importCsv, importDialog, previewCsv } from './fixtures/importing'

const run = promisify(execFile)
let folder: string

test.beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'mmi-import-')) })
test.afterEach(() => rm(folder, { recursive: true, force: true }))

/** The MMI that the command line gives for the same question, as the status line writes it. */
async function commandLine(...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [resolve(root, 'out/main/mmi.js'), 'eval', ...words, '--json'])
  return (JSON.parse(stdout) as { mmi: { value: number } }).mmi.value.toPrecision(4)
}

async function written(name: string, text: string, encoding: BufferEncoding = 'utf8'): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, text, encoding)
  return file
}

/** Trees measured in Germany: every mass could be thousands. */
const german = `Masse;Länge;Art\n${Array.from({ length: 30 }, (_, row) => `${(row % 7) + 1},${100 + ((row * 17) % 800)};${row + 1};${row % 3 ? 'Eiche' : 'Buche'}`).join('\n')}\n`

for (const theme of ['light', 'dark'] as const) {
  test(`a German table with ambiguous numbers is read once both readings were seen and one is chosen; axe finds nothing, ${theme}`, async ({ workbench: { app, page } }) => {
    await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source }, theme)
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    const file = await written('bäume.csv', german, 'latin1')
    const dialog = await previewCsv(app, page, file)
    await expect(dialog.getByRole('alert')).toContainText('“1,100” can be 1.1 or 1100')
    await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
    await expect(dialog.getByRole('combobox', { name: 'Delimiter' })).toHaveText(/semicolon/)
    await expect(dialog.getByRole('combobox', { name: 'Encoding' })).toHaveText('Latin-1')
    await expect(dialog.getByRole('columnheader', { name: 'Länge' })).toBeVisible()
    const rows = dialog.getByRole('region', { name: 'First rows of the file' })
    await expect(rows.getByRole('cell').first()).toHaveText('1,100')
    expect(await axeFindings(page)).toEqual([])

    await expect(dialog.getByRole('radio', { name: /1,100 = 1\.1 the comma/ })).toBeFocused()
    await page.keyboard.press('Space')
    await expect(rows.getByRole('cell').first()).toHaveText('1.1')
    await expect(dialog.getByRole('alert')).toBeHidden()
    await expect(dialog).toContainText('30 rows, 2 inputs, label “Art” with 2 classes')
    expect(await axeFindings(page)).toEqual([])
    // the choice made, agreeing is next
    await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expectAnswer(page, await commandLine('--data', file, '--design', 'dense(8,relu)', '--label', 'Art', '--decimal', ','))
  })
}

test('a plain file takes one press of Enter; how it was read is in the project', async ({ workbench: { app, page } }) => {
  const file = join(folder, 'flowers.csv')
  await copyFile(resolve(root, 'app/examples/iris.csv'), file)
  const dialog = await previewCsv(app, page, file)
  await expect(dialog).toContainText('150 rows, 4 inputs, label “species” with 3 classes')
  await expect(dialog.getByText('Label “species”, taken since it can only be the label.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expectAnswer(page, await commandLine('--data', file, '--design', 'dense(8,relu)', '--label', 'species'))
  await stubSaveDialog(app, join(folder, 'flowers.mmiproj'))
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText('• edited')).toBeHidden()
  const { stdout } = await run('python3', ['-c', `import zipfile; print(zipfile.ZipFile(${JSON.stringify(join(folder, 'flowers.mmiproj'))}).read("project.json").decode())`])
  expect((JSON.parse(stdout) as { source: unknown }).source).toMatchObject({
    dialect: { delimiter: ',', decimal: '.', encoding: 'utf-8', header: true }, label: 'species', features: null, missing: 'drop', missingCodes: []
  })
})

test('every choice is tried at once: delimiter, header, quotes, codes for missing values, label; cancelling leaves everything as it was', async ({ workbench: { app, page } }) => {
  const file = await written('survey.csv', `id,age,income,city\n${Array.from({ length: 20 }, (_, row) => `${row},${20 + ((row * 7) % 40)},${row % 5 === 0 ? -999 : 1000 + row * 31},'a, b'`).join('\n')}\n`)
  const dialog = await previewCsv(app, page, file)
  // a comma inside of single quotes: one field too many, shown where it is
  await expect(dialog.getByRole('alert')).toContainText('5 fields')
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await choose(page, 'Quotes', "single '")
  await expect(dialog.getByRole('alert')).toBeHidden()
  await expect(dialog).toContainText('20 rows, 3 inputs')

  await dialog.getByRole('textbox', { name: 'More codes' }).fill('-999')
  await expect(dialog).toContainText('16 rows, 4 dropped for missing values')
  await expect(dialog.getByRole('row', { name: /^Use income/ }).getByRole('cell').nth(3)).toHaveText('4')
  await choose(page, 'Rows', 'use the mean')
  await expect(dialog).toContainText('20 rows, 3 inputs')
  await dialog.getByRole('checkbox', { name: 'Use id' }).uncheck()
  await expect(dialog).toContainText('20 rows, 2 inputs')
  await dialog.getByRole('radio', { name: 'age is the label' }).check()
  await expect(dialog).toContainText('1 input, label “age”')
  await dialog.getByRole('button', { name: 'Use no label' }).click()
  await expect(dialog).toContainText('20 rows, 1 input')
  await choose(page, 'Header', 'no header')
  await expect(dialog.getByRole('columnheader', { name: 'column_0' })).toBeVisible()
  await choose(page, 'Header', 'as detected')
  await choose(page, 'Delimiter', 'semicolon')
  await expect(dialog.getByRole('alert')).toContainText('CSV_NO_NUMERIC_COLUMN')
  await choose(page, 'Delimiter', 'as detected')
  await expect(dialog).toContainText('20 rows, 3 inputs')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: /^Open CSV…/ })).toBeVisible()
})

test('a wide file is searched, and used in part', async ({ workbench: { app, page } }) => {
  const names = [...Array.from({ length: 1200 }, (_, index) => `gene ${index}`), 'age', 'tissue']
  const rows = Array.from({ length: 40 }, (_, row) => [...Array.from({ length: 1201 }, (_each, column) => ((row * 7919 * (column + 3)) % 1009) / 10), row % 2 ? 'liver' : 'lung'].join(','))
  const file = await written('wide.csv', [names.join(','), ...rows, ''].join('\n'))
  const dialog = await previewCsv(app, page, file)
  await expect(dialog).toContainText('40 rows, 1,201 inputs, label “tissue”')
  await expect(dialog.getByText('60 of 1,202 columns')).toBeVisible()
  const list = dialog.getByRole('region', { name: 'Columns of the file' })
  // only what is in sight is drawn
  expect(await list.getByRole('row').count()).toBeLessThan(100)
  await list.evaluate(element => { element.scrollTop = element.scrollHeight })
  await expect(list.getByRole('radio', { name: 'tissue is the label' })).toBeVisible()

  await dialog.getByRole('button', { name: 'Use none', exact: true }).click()
  await expect(dialog).toContainText('Choose at least one column as an input.')
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await dialog.getByRole('searchbox', { name: 'Search columns' }).fill('gene 119')
  await dialog.getByRole('button', { name: 'Use the 11 found' }).click()
  await expect(dialog).toContainText('40 rows, 11 inputs')
  expect(await axeFindings(page)).toEqual([])
  await importCsv(page)
  await expect(fact(page, 'Inputs')).toHaveText('11')
  await expectAnswer(page, await commandLine('--data', file, '--design', 'dense(8,relu)', '--label', 'tissue', '--features', ['gene 119', ...Array.from({ length: 10 }, (_, index) => `gene 119${index}`)].join(',')))
})

/** A project beside its CSV, saved and closed. */
async function savedProject(data: string): Promise<{ readonly project: string; readonly csv: string }> {
  await mkdir(join(folder, 'study'))
  const csv = join(folder, 'study', 'flowers.csv')
  const project = join(folder, 'study', 'flowers.mmiproj')
  await writeFile(csv, data)
  const { app, page, close } = await launchWorkbench()
  await previewCsv(app, page, csv)
  await importCsv(page)
  await expectAnswer(page, /\d nat/)
  await stubSaveDialog(app, project)
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByRole('heading', { name: 'flowers.mmiproj' })).toBeVisible()
  await close()
  return { project, csv }
}

async function openProject({ app, page }: Workbench, project: string): Promise<void> {
  await stubOpenDialog(app, project)
  await page.getByRole('button', { name: /^Open project…/ }).click()
  await expect(notation(page)).toHaveValue('dense(8, relu)')
}

test('a project whose CSV moved away says so, is shown where it is, and remembers it', async () => {
  const iris = await readFile(resolve(root, 'app/examples/iris.csv'), 'utf8')
  const { project, csv } = await savedProject(iris)
  await mkdir(join(folder, 'archive'))
  const moved = join(folder, 'archive', 'iris 2024.csv')
  await rename(csv, moved)

  const first = await launchWorkbench()
  await openProject(first, project)
  const note = first.page.getByRole('region', { name: 'The CSV of the project' })
  await expect(note).toContainText('flowers.csv: not found')
  expect(await axeFindings(first.page)).toEqual([])
  // not the right one: told what is different
  await stubOpenDialog(first.app, await written('other.csv', `${iris}5,3,1.4,0.2,setosa\n`))
  await note.getByRole('button', { name: 'Find the CSV…' }).click()
  await expect(note.getByRole('list')).toContainText('151 rows, there were 150')
  await stubOpenDialog(first.app, moved)
  await note.getByRole('button', { name: 'Find the CSV…' }).click()
  await expect(note).toBeHidden()
  await expect(first.page.getByText('• edited')).toBeVisible()
  await first.page.keyboard.press('ControlOrMeta+s')
  await expect(first.page.getByText('• edited')).toBeHidden()
  expect(first.consoleErrors).toEqual([])
  await first.close()

  const second = await launchWorkbench()
  await openProject(second, project)
  await expect(second.page.getByRole('button', { name: 'Columns…' })).toBeVisible()
  await expect(second.page.getByRole('region', { name: 'The CSV of the project' })).toBeHidden()
  await second.close()
})

test('a project whose CSV changed says what is different, and goes on with the saved moments or with the changed file', async () => {
  const { project, csv } = await savedProject(await readFile(resolve(root, 'app/examples/iris.csv'), 'utf8'))
  const saved = await commandLine(project)
  await appendFile(csv, Array.from({ length: 10 }, (_, row) => `${5 + row},3.${row},1.4,0.2,setosa\n`).join(''))
  const changed = await commandLine('--data', csv, '--label', 'species', '--design', 'dense(8,relu)')
  expect(changed).not.toBe(saved)

  const workbench = await launchWorkbench()
  const { page } = workbench
  await openProject(workbench, project)
  const note = page.getByRole('region', { name: 'The CSV of the project' })
  await expect(note).toContainText('flowers.csv: changed')
  await expect(note.getByRole('list')).toContainText('160 rows, there were 150')
  await expect(note.getByRole('list')).toContainText('another mean in 4 columns: “sepal_length_cm”')
  await expectAnswer(page, saved)
  expect(await axeFindings(page)).toEqual([])

  await note.getByRole('button', { name: 'Use the changed file' }).click()
  await expectAnswer(page, changed)
  await expect(note).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expectAnswer(page, saved)
  await expect(note).toContainText('flowers.csv: changed')
  await note.getByRole('button', { name: 'Keep computing from the saved moments' }).click()
  await expect(note.getByText('changed')).toBeHidden()
  await expect(note.getByRole('button', { name: 'Find the CSV…' })).toBeVisible()
  expect(workbench.consoleErrors).toEqual([])
  await workbench.close()
})

test('a file that is no table says what it is; another one is chosen from there', async ({ workbench: { app, page } }) => {
  const dialog = await previewCsv(app, page, resolve(root, 'test/corpus/bad/workbook.csv'))
  await expect(dialog.getByRole('alert')).toContainText('This is an Excel workbook, not a CSV file')
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await stubOpenDialog(app, resolve(root, 'app/examples/iris.csv'))
  await dialog.getByRole('button', { name: 'Choose another file…' }).click()
  await expect(page.getByRole('dialog', { name: 'Import iris.csv' })).toBeVisible()
  await importCsv(page)
  await expect(fact(page, 'File')).toHaveText('iris.csv')
})

test.describe('with the Iris example', () => {
  test.use({ launchArguments: ['--example=iris'] })

  test('the heat map of Σ and of the correlations is told in words, as a table, and under the pointer', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await page.getByRole('tab', { name: 'Covariance' }).click()
    const picture = page.getByRole('img', { name: /^Covariance of 4 columns.*strongest correlation is 0\.9629, between petal_length_cm and petal_width_cm/ })
    await expect(picture).toBeVisible()
    await page.getByRole('button', { name: 'correlation', exact: true }).click()
    const correlations = page.getByRole('img', { name: /^Correlations of 4 columns/ })
    await expect(correlations).toBeVisible()
    expect(await axeFindings(page)).toEqual([])
    const box = (await correlations.boundingBox())!
    await page.mouse.move(box.x + 60, box.y + 20)
    await expect(page.getByText('correlation −0.1176')).toBeVisible()
    const chart = page.getByRole('region', { name: 'Covariance heat map' })
    await page.getByRole('tabpanel', { name: 'Covariance' }).or(chart).first().waitFor()
    await page.getByRole('button', { name: 'Table' }).last().click()
    await expect(chart.getByRole('columnheader')).toHaveText(['column', 'sepal_length_cm', 'sepal_width_cm', 'petal_length_cm', 'petal_width_cm'])
  })
})

test('the preview stays usable where there is little room', async ({ workbench: { app, page } }) => {
  const file = await written('small.csv', german)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(2))
  await previewCsv(app, page, file)
  const dialog = importDialog(page)
  await dialog.getByRole('radio', { name: /the comma is the decimal sign/ }).click()
  await importCsv(page)
  await expect(fact(page, 'File')).toHaveText('small.csv')
})
