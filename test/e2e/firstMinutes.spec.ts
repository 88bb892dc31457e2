import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { exampleById } from '../../core/api/examples'
import { chooseMenu, expect, stubOpenDialog, test } from './fixtures/app'
import { card, choose, expectAnswer, fact, fill, notation } from './fixtures/diagram'
import { importCsv } from './fixtures/importing'

const lesson = (page: Page): Locator => page.getByRole('status', { name: 'About this example' })
const charts = (page: Page): Locator => page.locator('[data-tour-anchor="charts"]')
const focused = (page: Page): Locator => page.locator(':focus')

test.describe('an example says what to look at and what to try, and what it says happens', () => {
  async function open(page: Page, id: 'iris' | 'figure-1' | 'digits'): Promise<void> {
    const { title, lookAt, tryThis } = exampleById(id)
    const entry = page.getByRole('main').getByRole('button', { name: new RegExp(`^${title}`) })
    for (const sentence of [lookAt, tryThis]) await expect(entry).toContainText(sentence)
    await entry.click()
    for (const sentence of [lookAt, tryThis]) await expect(lesson(page)).toContainText(sentence)
  }

  test('Iris: both layers tie, and past the breakpoint the last one is the bottleneck; the note goes with a key and leaves the focus at the diagram', async ({ workbench: { page } }) => {
    await open(page, 'iris')
    await expectAnswer(page, '1.984 nat')
    await expectAnswer(page, 'bottleneck: dense 8 and dense 2')
    await fill(page, 'Budget F', '22')
    await expectAnswer(page, /bottleneck: dense 2(?! and)/)
    await page.getByRole('button', { name: 'Dismiss' }).focus()
    await page.keyboard.press('Enter')
    await expect(lesson(page)).toBeHidden()
    await expect(focused(page)).toHaveAccessibleName('Insert…')
  })

  test('Figure 1: the power law buys less for the same budget', async ({ workbench: { page } }) => {
    await open(page, 'figure-1')
    await expectAnswer(page, '25.10 nat')
    await choose(page, 'Spectrum', 'power law')
    await expectAnswer(page, '14.74 nat')
    // a modelled spectrum has no rows: the target says so and leads on
    await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('needs a CSV with one')
  })

  test('digits: with two filters the bottleneck moves; another project takes the note away', async ({ workbench: { app, page } }) => {
    await open(page, 'digits')
    await expectAnswer(page, '31.76 nat')
    await card(page, /^Conv/).click()
    await fill(page, 'Filters', '2')
    await expectAnswer(page, '30.72 nat')
    await expectAnswer(page, /bottleneck: conv/)
    await page.keyboard.press('ControlOrMeta+z')
    await chooseMenu(app, 'file.new')
    await expect(page.getByRole('heading', { name: 'Untitled' })).toBeVisible()
    await expect(lesson(page)).toHaveCount(0)
  })
})

test.describe('what is empty says what to do and offers it', () => {
  test('from a project without anything to answers, by the buttons of the empty places alone, with the focus kept', async ({ workbench: { app, page } }) => {
    const folder = await mkdtemp(join(tmpdir(), 'mmi-empty-'))
    const rows = Array.from({ length: 60 }, (_, row) => `${row % 3 * 4 + row % 5},${row * 7 % 11},${row % 3 === 0 ? 'oak' : 'beech'}`)
    await writeFile(join(folder, 'trees.csv'), `mass,height,kind\n${rows.join('\n')}\n`)
    await stubOpenDialog(app, join(folder, 'trees.csv'))
    const press = async (button: Locator): Promise<void> => {
      await button.focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => page.evaluate(() => document.activeElement !== document.body)).toBe(true)
    }

    await chooseMenu(app, 'file.new')
    await expect(page.getByRole('button', { name: 'Certify' })).toHaveCount(0)
    await expect(charts(page)).toContainText('The curve appears once there are data and a layer.')
    await press(charts(page).getByRole('button', { name: 'Open CSV…' }).first())
    await importCsv(page)
    await expect(fact(page, 'Rows')).toContainText('60')
    await press(charts(page).getByRole('button', { name: 'Add a dense layer' }))
    await expectAnswer(page, /MMI \d/)
    await expect(page.getByRole('tabpanel', { name: 'MMI along the weight budget' })).toBeFocused()

    // a group has no width of its own
    await notation(page).fill('(dense(1) | dense(1))')
    await page.getByRole('tab', { name: 'MMI along the width of a block' }).click()
    await press(charts(page).getByRole('button', { name: 'Select dense 1' }))
    await expect(page.getByRole('slider', { name: /^Units|^Width/ })).toBeVisible()

    // the label goes; the chart of the target leads to where it is chosen
    await choose(page, 'Label', 'none')
    await page.getByRole('tab', { name: 'Target interval' }).click()
    await press(charts(page).getByRole('button', { name: 'Choose a label…' }))
    await expect(page.getByRole('dialog', { name: 'Columns of trees.csv' })).toBeVisible()
    await rm(folder, { recursive: true, force: true })
  })

  test('a design that is not legal is named in the chart that waits for it', async ({ workbench: { page } }) => {
    await page.getByRole('button', { name: /^New from a modelled spectrum/ }).click()
    await notation(page).fill('')
    await expect(charts(page).getByRole('button', { name: 'Add a dense layer' })).toBeVisible()
    await notation(page).fill('conv(kernel=4x4, filters=6)')
    await expect(charts(page)).toContainText('needs the shape of the image. The curve appears once the design is in order.')
  })

  test('a search without a match leads on: from the palette to all commands or the terms, from the terms to all of them', async ({ workbench: { page } }) => {
    await page.keyboard.press('ControlOrMeta+k')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await palette.getByRole('combobox').fill('zzqqzz')
    await expect(palette).toContainText('Nothing is called “zzqqzz”')
    await palette.getByRole('button', { name: 'Show all commands' }).click()
    await expect(palette.getByRole('combobox')).toBeFocused()
    await expect(palette.getByRole('option').first()).toBeVisible()
    await palette.getByRole('combobox').fill('zzqqzz')
    await palette.getByRole('button', { name: 'Terms and formulas' }).click()
    const terms = page.getByRole('dialog', { name: 'Terms and formulas' })
    await terms.getByRole('combobox').fill('zzqqzz')
    await terms.getByRole('button', { name: 'Show all terms' }).click()
    await expect(terms.getByRole('combobox')).toBeFocused()
    await expect(terms.getByRole('option').first()).toBeVisible()
  })
})
