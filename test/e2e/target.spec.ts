import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, launchWorkbench, root, stubOpenDialog, stubSaveDialog, test } from './fixtures/app'
import { answer, axeFindings, card, choose, expectAnswer, fact, fill, notation } from './fixtures/diagram'

const run = promisify(execFile)

/** What the built command says of the same question. */
async function commandLine(...words: readonly string[]) {
  const { stdout } = await run(process.execPath, [resolve(root, 'out/main/mmi.js'), ...words, '--json'])
  return JSON.parse(stdout)
}

const iris = resolve(root, 'app/examples/iris.csv')
const irisQuestion = ['target', '--data', iris, '--label', 'species', '--design', 'dense(8, relu) -> dense(2)', '--budget', '10']

test.describe('the target interval of the Iris example', () => {
  test.use({ launchArguments: ['--example=iris'] })

  test('is estimated by itself, equals that of the command line, and one click brings the design to its upper end', async ({ workbench: { page } }) => {
    const told = await commandLine(...irisQuestion)
    await expect(fact(page, 'Interval')).toContainText(`${told.interval.lower.toPrecision(4)} – ${told.interval.upper.toPrecision(4)}`)
    await expect(answer(page)).toContainText(`target ${told.interval.lower.toPrecision(3)} – ${told.interval.upper.toPrecision(3)}`)
    await expect(answer(page)).toContainText(told.verdict.position)

    const inspector = page.getByRole('region', { name: 'Inspector' })
    await inspector.getByRole('button', { name: /^Set F →/ }).click()
    // rounded down to four digits, so that the design ends inside
    await expect(answer(page)).toContainText('inside')
    const shown = await page.getByRole('textbox', { name: /^Budget F/ }).inputValue()
    expect(Number(shown) / told.verdict.budget).toBeCloseTo(1, 3)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByRole('textbox', { name: /^Budget F/ })).toHaveValue('10')
  })

  test('answers the user’s own values at once, and undo brings the estimates back', async ({ workbench: { page } }) => {
    const before = await fact(page, 'Interval').textContent()
    await page.getByText('Choose or give values').click()
    await choose(page, 'η', 'exact')
    await expect(page.locator('dt', { hasText: /^η exact/ })).toBeVisible()
    const exact = await commandLine(...irisQuestion, '--eta', 'exact')
    await expect(fact(page, 'Interval')).toContainText(exact.interval.lower.toPrecision(4))
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.locator('dt', { hasText: /^η paper/ })).toBeVisible()
    await expect(fact(page, 'Interval')).toHaveText(before ?? '')
  })

  test('is drawn with both envelopes and the design, has a table, and is explained', async ({ workbench: { page } }) => {
    await expect(fact(page, 'Interval')).toBeVisible()
    await page.getByRole('tab', { name: 'Target interval' }).click()
    const chart = page.getByRole('region', { name: 'Target interval' })
    await expect(chart.getByRole('img').first()).toHaveAccessibleName(/Design A/)
    await page.getByRole('button', { name: 'tight loss' }).click()
    await expect(page.getByRole('button', { name: 'tight loss' })).toHaveAttribute('aria-pressed', 'true')
    expect(await axeFindings(page)).toEqual([])
    // the switches of a chart stand beside its tab
    await page.getByRole('tablist', { name: 'Charts of the design' }).locator('xpath=ancestor::*[contains(@class, "tabs")]').getByRole('button', { name: 'Table' }).click()
    await expect(chart.getByRole('columnheader').first()).toBeVisible()
  })

  test('the width of the bottleneck can be moved by keys, each press a step to undo', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await card(page, /^Dense 2/i).click()
    await page.getByRole('tab', { name: 'MMI along the width of a block' }).click()
    const slider = page.getByRole('slider', { name: /[Uu]nits|[Ww]idth/ })
    await slider.focus()
    await slider.press('ArrowRight')
    await slider.press('ArrowRight')
    await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(4)')
    await slider.blur()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(3)')
    await page.keyboard.press('ControlOrMeta+z')
    await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(2)')
  })

  test('a certificate reaches the value where it is exact, and is out of date once the design changes', async ({ workbench: { page } }) => {
    await fill(page, 'Budget F', '7')
    await page.getByRole('button', { name: 'Certify' }).click()
    const inspector = page.getByRole('region', { name: 'Inspector' })
    const achieved = inspector.locator('dt', { hasText: /^Achieved$/ }).locator('xpath=following-sibling::dd[1]')
    const told = await commandLine('eval', '--data', iris, '--label', 'species', '--design', 'dense(8, relu) -> dense(2)', '--budget', '7', '--certify')
    expect(Math.abs(told.certificate.achieved / told.certificate.bound - 1)).toBeLessThan(1e-6)
    await expect(achieved).toContainText(told.certificate.achieved.toPrecision(4))
    await fill(page, 'Budget F', '8')
    await expect(inspector.getByText('out of date').first()).toBeVisible()
  })
})

test('a project answers from the saved run when its CSV is gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mmi-target-'))
  try {
    await copyFile(iris, join(folder, 'flowers.csv'))
    const project = join(folder, 'flowers.mmiproj')
    const made = await run(process.execPath, [resolve(root, 'out/main/mmi.js'), 'new', project, '--data', join(folder, 'flowers.csv'), '--label', 'species', '--design', 'dense(2)'])
    expect(made.stderr).toBe('')
    const first = await launchWorkbench()
    await stubOpenDialog(first.app, project)
    await first.page.getByRole('button', { name: /^Open project…/ }).click()
    await expect(fact(first.page, 'Interval')).toBeVisible()
    const interval = await fact(first.page, 'Interval').textContent()
    const standardError = await fact(first.page, 'Standard error').textContent()
    await fill(first.page, 'Budget F', '3')
    await expect(fact(first.page, 'Standard error')).not.toHaveText(standardError ?? '')
    const atThree = await fact(first.page, 'Standard error').textContent()
    await stubSaveDialog(first.app, project)
    await first.page.keyboard.press('ControlOrMeta+s')
    await expect(first.page.getByText('• edited')).toBeHidden()
    expect(first.consoleErrors).toEqual([])
    await first.close()

    await rm(join(folder, 'flowers.csv'))
    const second = await launchWorkbench()
    await stubOpenDialog(second.app, project)
    await second.page.getByRole('button', { name: /^Open project…/ }).click()
    await expect(fact(second.page, 'Interval')).toHaveText(interval ?? '')
    await expect(second.page.getByText('from the saved run').first()).toBeVisible()
    await expect(fact(second.page, 'Standard error')).toHaveText(atThree ?? '')
    expect(second.consoleErrors).toEqual([])
    await second.close()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
