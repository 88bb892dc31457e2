import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, stubOpenDialog, stubSaveDialog, test } from './fixtures/app'
import { axeFindings, card, expectAnswer, fact, field, notation } from './fixtures/diagram'
import { importDialog } from './fixtures/importing'
import { documentIn } from './fixtures/projects'

/** Tab until the focus is where it is wanted; fails when it cannot be reached so. */
async function tabTo(page: Page, wanted: ReturnType<Page['locator']>, back = false): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if (await wanted.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  }
  throw new Error(`the Tab key does not reach ${String(wanted)}`)
}

test('from the start screen to a saved project with the keyboard alone', async ({ workbench: { app, page } }) => {
  const folder = await mkdtemp(join(tmpdir(), 'mmi-keyboard-'))
  const keys = async (...presses: readonly string[]): Promise<void> => { for (const press of presses) await page.keyboard.press(press) }

  await tabTo(page, page.getByRole('button', { name: /^New from a modelled spectrum/ }))
  await keys('Enter')
  await expect(notation(page)).toHaveValue('dense(8, relu)')

  // build: a second layer, beside it a third, after that a fourth
  await tabTo(page, card(page, /^Dense 8/))
  await keys('a')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(16, relu)')
  await expect(card(page, /^Dense 16/)).toBeFocused()
  await keys('p')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(16, relu) | dense(16, relu))')
  await keys('s')
  await expect(notation(page)).toHaveValue(/dense\(16, relu\) -> dense\(16, relu\)/)
  await keys('ControlOrMeta+z')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(16, relu) | dense(16, relu))')

  // edit: Enter leads to the inspector, the way back is the Tab key
  await keys('Home', 'End', 'Enter')
  await expect(page.getByRole('combobox', { name: 'Kind' })).toBeFocused()
  await tabTo(page, field(page, 'Units'))
  await keys('ControlOrMeta+a')
  await page.keyboard.type('3')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(16, relu) | dense(3, relu))')
  await keys('ArrowUp', 'Tab', 'Space', 't', 'Enter')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(16, relu) | dense(4, tanh))')

  // move: up among the branches, then out of the group to the left
  await tabTo(page, card(page, /^Dense 4/), true)
  await keys('Alt+ArrowUp')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(4, tanh) | dense(16, relu))')
  await keys('Alt+ArrowLeft')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(4, tanh) -> dense(16, relu)')
  await expect(card(page, /^Dense 4/)).toBeFocused()
  await expectAnswer(page, 'bottleneck: dense 4')
  await keys('ControlOrMeta+z', 'ControlOrMeta+z')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(16, relu) | dense(4, tanh))')
  await keys('ControlOrMeta+Shift+z', 'ControlOrMeta+Shift+z')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(4, tanh) -> dense(16, relu)')
  await keys('ControlOrMeta+d', 'Delete')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(4, tanh) -> dense(16, relu)')

  await stubSaveDialog(app, join(folder, 'by keyboard.mmiproj'))
  await keys('ControlOrMeta+s')
  await expect(page.getByRole('heading', { name: 'by keyboard.mmiproj' })).toBeVisible()
  await expect(page.getByText('• edited')).toBeHidden()
  await rm(folder, { recursive: true, force: true })
})

test.describe('with the digits', () => {
  test.use({ launchArguments: ['--example=digits'] })

  test('arrows walk into and out of a group; − folds it to one stop, + unfolds it', async ({ workbench: { page } }) => {
    await expectAnswer(page, '31.76 nat')
    await tabTo(page, card(page, /^Convolution/))
    const group = card(page, /^Parallel/)
    await page.keyboard.press('ArrowRight')
    await expect(group).toBeFocused()
    await page.keyboard.press('-')
    await expect(group).toHaveAttribute('aria-expanded', 'false')
    await page.keyboard.press('ArrowRight')
    await expect(card(page, /^head/)).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('+')
    await expect(group).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('ArrowRight')
    await expect(card(page, /^Dense 16/)).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(card(page, /^Dense 32/)).toBeFocused()
    await page.keyboard.press('u')
    await expect(notation(page)).toHaveValue('conv(kernel=4x4, filters=6, relu) -> dense(16, relu) -> dense(32, tanh) -> dense(10) #head')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: 'Design', exact: true })).toBeVisible()
  })

  test('Shift+F1 shows the keys, and closing gives the focus back; panels are resized and folded from their borders', async ({ workbench: { page } }) => {
    await expectAnswer(page, '31.76 nat')
    await tabTo(page, card(page, /^Convolution/))
    await page.keyboard.press('Shift+F1')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await expect(sheet).toContainText('Wrap in Parallel')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await expect(card(page, /^Convolution/)).toBeFocused()

    const border = page.getByRole('separator', { name: 'Width of the data panel' })
    const width = async (): Promise<number> => (await page.getByRole('region', { name: 'Data and model' }).boundingBox())?.width ?? 0
    const before = await width()
    await tabTo(page, border, true)
    await page.keyboard.press('ArrowRight')
    await expect.poll(width).toBeGreaterThan(before)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: /^Budget F/ })).toBeHidden()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('textbox', { name: /^Budget F/ })).toBeVisible()
  })
})

test('from a CSV to a saved project with two designs, and the focus is never lost', async ({ workbench: { app, page } }) => {
  const folder = await mkdtemp(join(tmpdir(), 'mmi-keyboard-'))
  const held = async (): Promise<void> => { await expect.poll(() => page.evaluate(() => document.activeElement !== document.body), 'something has the focus').toBe(true) }
  const keys = async (...presses: readonly string[]): Promise<void> => {
    for (const press of presses) {
      await page.keyboard.press(press)
      await held()
    }
  }
  // three groups of flowers, numbered
  const rows = Array.from({ length: 90 }, (_, row) => [row % 3 + 5 + (row * 7 % 11) / 10, row % 3 * 2 + (row * 5 % 13) / 10, 3 + (row * 3 % 7) / 10, row % 3 + 1].join(','))
  await writeFile(join(folder, 'flowers.csv'), `petal,sepal,stem,group\n${rows.join('\n')}\n`)
  await stubOpenDialog(app, join(folder, 'flowers.csv'))

  // the preview: read the columns, agree
  await tabTo(page, page.getByRole('button', { name: /^Open CSV…/ }))
  await keys('Enter')
  await expect(importDialog(page)).toContainText('petal')
  await tabTo(page, importDialog(page).getByRole('button', { name: 'Import', exact: true }))
  await keys('Enter')
  await expect(importDialog(page)).toBeHidden()
  await expectAnswer(page, /MMI \S+/)
  await held()

  // draw: insert from the menu, wrap, move, several at once, a command by its name
  await tabTo(page, card(page, /^Dense 8/))
  await keys('i')
  await expect(page.getByRole('menu', { name: 'Insert' })).toBeVisible()
  await keys('Enter')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(16, relu)')
  await keys('p', 'Alt+ArrowUp')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(16, relu) | dense(16, relu))')
  await keys('Alt+ArrowLeft')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(16, relu) -> dense(16, relu)')
  await keys('Home', 'Shift+ArrowRight')
  await expect(page.getByRole('treeitem', { selected: true })).toHaveCount(2)
  await keys('ControlOrMeta+k')
  await page.keyboard.type('wrap in parallel')
  await keys('Enter')
  await expect(notation(page)).toHaveValue(/^\(dense\(8, relu\) -> dense\(16, relu\) \| .*\) -> dense\(16, relu\)$/)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await keys('ControlOrMeta+z')
  await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(16, relu) -> dense(16, relu)')

  // a label, and the target that follows from it
  await tabTo(page, page.getByRole('combobox', { name: /^Label/ }), true)
  await keys('Space', 'g', 'Enter')
  await expect(page.getByRole('combobox', { name: /^Label/ })).toHaveText('group')
  await expect(fact(page, 'Interval')).toHaveText(/\d/)
  await expect(fact(page, 'Verdict')).toHaveText(/inside|above|below/)
  await held()

  // the budget on its line; Undo takes the whole walk back, Redo walks it again
  const line = page.getByRole('slider', { name: 'Weight budget F' })
  await tabTo(page, line)
  const before = await line.getAttribute('aria-valuenow')
  await keys('ArrowRight', 'ArrowRight')
  await expect(line).not.toHaveAttribute('aria-valuenow', before ?? '')
  await expect(page.getByRole('textbox', { name: /^Budget F/ })).not.toHaveValue('100')

  // a second design, changed, beside the first
  await keys('ControlOrMeta+Shift+d')
  await expect(page.getByRole('table').filter({ hasText: 'Design A copy' })).toBeVisible()
  await tabTo(page, page.getByRole('treeitem').and(page.locator('[tabindex="0"]')), true)
  await keys('Home', 'Delete')
  await expect(notation(page)).toHaveValue('dense(16, relu) -> dense(16, relu)')

  await stubSaveDialog(app, join(folder, 'flowers.mmiproj'))
  await keys('ControlOrMeta+s')
  await expect(page.getByRole('heading', { name: 'flowers.mmiproj' })).toBeVisible()
  await held()
  expect(await documentIn(join(folder, 'flowers.mmiproj'))).toMatchObject({
    source: { kind: 'csv', name: 'flowers.csv' },
    designs: [{ notation: 'dense(8, relu) -> dense(16, relu) -> dense(16, relu)' }, { notation: 'dense(16, relu) -> dense(16, relu)' }]
  })
  await rm(folder, { recursive: true, force: true })
})
