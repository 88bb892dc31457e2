import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, stubSaveDialog, test } from './fixtures/app'
import { axeFindings, card, expectAnswer, field, notation } from './fixtures/diagram'

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
    await expect(sheet).toContainText('Wrap in parallel')
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
