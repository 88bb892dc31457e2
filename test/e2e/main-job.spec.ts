import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { askedMessages, expect, killCore, launchWorkbench, root, stubMessageBox, stubOpenDialog, stubSaveDialog, test } from './fixtures/app'
import { answer, card, dropFiles, expectAnswer, field, fill, fullValue, notation } from './fixtures/diagram'
import { importCsv, importDialog } from './fixtures/importing'

const run = promisify(execFile)
let folder: string

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmi-story-'))
  await copyFile(resolve(root, 'app/examples/iris.csv'), join(folder, 'flowers.csv'))
})
test.afterEach(() => rm(folder, { recursive: true, force: true }))

/** What the built command says of the same question. */
async function commandLine(...words: readonly string[]) {
  const { stdout } = await run(process.execPath, [resolve(root, 'out/main/mmi.js'), ...words, '--json'])
  return JSON.parse(stdout)
}

test('from a CSV to an MMI, to a saved project, and back after a restart: the numbers of the command line', async () => {
  const first = await launchWorkbench()
  const { app, page } = first
  const project = join(folder, 'flowers.mmiproj')

  await stubOpenDialog(app, join(folder, 'flowers.csv'))
  await page.getByRole('button', { name: /^Open CSV…/ }).click()
  await importCsv(page)
  await expect(card(page, /^Dense 8/i)).toBeVisible()

  // draw: a second layer after the first with the keyboard, then its width in the inspector
  await card(page, /^Dense 8/i).click()
  await page.keyboard.press('a')
  await expect(page.getByRole('treeitem')).toHaveCount(2)
  await fill(page, 'Units', '2')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(2, relu)')

  const words = ['--data', join(folder, 'flowers.csv'), '--label', 'species', '--design', 'dense(8,relu)->dense(2,relu)']
  const atHundred = await commandLine('eval', ...words)
  await expectAnswer(page, atHundred.mmi.value.toPrecision(4))
  expect(await fullValue(card(page, /bottleneck/))).toBe(atHundred.mmi.value)

  await fill(page, 'Budget F', '250')
  const atMore = await commandLine('eval', ...words, '--budget', '250')
  await expectAnswer(page, atMore.mmi.value.toPrecision(4))
  expect(await fullValue(card(page, /bottleneck/))).toBe(atMore.mmi.value)
  await expect(page.getByText('• edited')).toBeVisible()

  await stubSaveDialog(app, project)
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText('• edited')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'flowers.mmiproj' })).toBeVisible()
  expect(first.consoleErrors).toEqual([])
  await first.close()

  // without the CSV the saved moments give the same number; the command line reads the same project
  await rm(join(folder, 'flowers.csv'))
  const second = await launchWorkbench()
  await stubOpenDialog(second.app, project)
  await second.page.getByRole('button', { name: /^Open project…/ }).click()
  await expect(notation(second.page)).toHaveValue('dense(8, relu) -> dense(2, relu)')
  await expectAnswer(second.page, atMore.mmi.value.toPrecision(4))
  expect(await fullValue(card(second.page, /bottleneck/))).toBe(atMore.mmi.value)
  await expect(second.page.getByText(/The CSV was not found beside the project/)).toBeVisible()
  expect((await commandLine('eval', project)).mmi).toEqual({ ...atMore.mmi, standardErrorBasis: 'saved' })
  expect(second.consoleErrors).toEqual([])
  await second.close()
})

test('a CSV that is chosen under "Open project…" is imported: what was chosen is opened as what it is', async () => {
  const { app, page, consoleErrors, close } = await launchWorkbench()
  await stubOpenDialog(app, join(folder, 'flowers.csv'))
  await page.getByRole('button', { name: /^Open project…/ }).click()
  await importCsv(page)
  await expect(card(page, /^Dense 8/i)).toBeVisible()
  expect(consoleErrors).toEqual([])
  await close()
})

test.describe('with the Iris example', () => {
  test.use({ launchArguments: ['--example=iris'] })

  test('undo and redo take every step back and forth, and clear the edited mark where nothing is left to save', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    const before = await notation(page).inputValue()
    await card(page, /^Dense 8/i).click()
    await fill(page, 'Units', '3')
    await card(page, /^Dense 3/i).click()
    await page.keyboard.press('p')
    await expect(notation(page)).toHaveValue(/^\(dense\(3, relu\) \| dense\(\d+.*\)\) -> dense\(2\)$/)
    await expect(page.getByText('• edited')).toBeVisible()
    const after = await notation(page).inputValue()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(notation(page)).toHaveValue(before)
    await expect(page.getByText('• edited')).toBeHidden()
    await page.getByRole('button', { name: 'Redo' }).click()
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect(notation(page)).toHaveValue(after)
  })

  test('a bad file that is dropped is answered in words, and nothing is lost', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    const bad = join(folder, 'broken.csv')
    await writeFile(bad, 'a,b\n1,2\n3\n')
    await dropFiles(page, [bad])
    const alert = page.getByRole('alert').filter({ hasText: 'CSV_ROW_RAGGED' })
    await expect(alert).toBeVisible()
    await expect(alert).toContainText(/1 field/)
    await importDialog(page).getByRole('button', { name: 'Cancel' }).click()
    await expect(importDialog(page)).toBeHidden()
    await expectAnswer(page, '1.984 nat')
    await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(2)')
  })

  test('when the core process dies the window says so and goes on with the same numbers', async ({ workbench }) => {
    const { app, page } = workbench
    workbench.expectErrors(/core/i)
    await expectAnswer(page, '1.984 nat')
    await killCore(app)
    await expect(page.getByText(/computing process stopped and was restarted/)).toBeVisible()
    await fill(page, 'Budget F', '250')
    await expectAnswer(page, '4.858 nat')
    await expect(answer(page)).toContainText('core ready')
  })

  test('text and picture stay in step; an error in the text is shown and the picture keeps the last good design', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await notation(page).fill('dense(8, relu) -> (dense(1) | dense(2')
    await expect(page.locator('#notation-message')).toContainText(/column \d+/i)
    await expect(page.getByRole('treeitem')).toHaveCount(2)
    await notation(page).fill('dense(8, relu) -> (dense(1) | dense(2))')
    await expect(page.locator('#notation-message')).toBeHidden()
    await expect(page.getByRole('treeitem')).toHaveCount(4)
  })

  test('the budget line of MMI(F) is moved with the keyboard and with the mouse, each one step to undo', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    const slider = page.getByRole('slider', { name: 'Weight budget F' })
    await slider.focus()
    await page.keyboard.press('Shift+ArrowRight')
    await expect(field(page, 'Budget F')).toHaveValue('12')
    const box = (await slider.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 6 })
    await page.mouse.up()
    const moved = Number(await field(page, 'Budget F').inputValue())
    expect(moved).toBeGreaterThan(20)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(field(page, 'Budget F')).toHaveValue('12')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(field(page, 'Budget F')).toHaveValue('10')
  })

  test('nats and bits change everywhere at once', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await page.getByText('bit', { exact: true }).click()
    await expectAnswer(page, '2.862 bit')
    await expect(card(page, /^Dense 2/i)).toContainText('2.862 bit')
  })

  test('leaving unsaved work asks; cancel keeps it', async ({ workbench: { app, page } }) => {
    await expectAnswer(page, '1.984 nat')
    await fill(page, 'Budget F', '11')
    await stubMessageBox(app, 2)
    await page.keyboard.press('ControlOrMeta+n')
    await expect(page.getByText('• edited')).toBeVisible()
    await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(2)')
    await stubMessageBox(app, 1)
    await page.keyboard.press('ControlOrMeta+n')
    await expect(page.getByText('• edited')).toBeHidden()
    await expect(notation(page)).toHaveValue('')
  })
})

test('a CSV dropped on the start screen opens; a project dropped over unsaved work asks first', async ({ workbench: { app, page } }) => {
  await dropFiles(page, [join(folder, 'flowers.csv')])
  await importCsv(page)
  await expect(card(page, /^Dense 8/i)).toBeVisible()
  await expectAnswer(page, (await commandLine('eval', '--data', join(folder, 'flowers.csv'), '--label', 'species', '--design', 'dense(8,relu)')).mmi.value.toPrecision(4))
  const project = join(folder, 'flowers.mmiproj')
  await stubSaveDialog(app, project)
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page.getByText('• edited')).toBeHidden()

  await expect(page.getByRole('heading', { name: 'flowers.mmiproj' })).toBeVisible()
  // the project that is open is not opened again: another one asks for its place
  const other = join(folder, 'other.mmiproj')
  await copyFile(project, other)
  await fill(page, 'Budget F', '11')
  await stubMessageBox(app, 2)
  await dropFiles(page, [other])
  await expect.poll(() => askedMessages(app)).toEqual([expect.stringContaining('Do you want to save the changes to “flowers.mmiproj”?')])
  await expect(field(page, 'Budget F')).toHaveValue('11')
  await stubMessageBox(app, 1)
  await dropFiles(page, [other])
  await expect(field(page, 'Budget F')).toHaveValue('100')
  await expect(page.getByText('• edited')).toBeHidden()
})

test('a modelled spectrum needs no data: Figure 1 of the paper', async ({ workbench: { page } }) => {
  await page.getByRole('button', { name: /^Figure 1/ }).click()
  await expectAnswer(page, '25.10 nat')
  await expect(answer(page)).toContainText('exact')
})

test('digits with a convolution: the group shows the joint bound beside the sum', async ({ workbench: { page } }) => {
  await page.getByRole('button', { name: /^Digits/ }).click()
  await expectAnswer(page, '31.76 nat')
  await expect(answer(page)).toContainText('bottleneck: head')
  await expect(card(page, /^Parallel/i)).toBeVisible()
  // what the start screen tells one to try
  await card(page, /^Conv/i).click()
  await fill(page, 'Filters', '2')
  await expect(answer(page)).toContainText('bottleneck: conv')
})
