import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { tourSteps } from '../../renderer/tour/steps'
import { chooseMenu, expect, launchWorkbench, test } from './fixtures/app'
import { sizeWindow } from './fixtures/sizes'
import { axeFindings, card, expectAnswer, field, fill } from './fixtures/diagram'

const step = (page: Page): Locator => page.getByRole('dialog', { name: /^Tour, step/ })
const focused = (page: Page): Locator => page.locator(':focus')

/** The step is there whole, and so is the panel that it points at; its words stand beside it or, where there is no room, over it. */
async function expectStep(page: Page, index: number): Promise<void> {
  const { anchor, title } = tourSteps[index]!
  await expect(step(page)).toHaveAccessibleName(`Tour, step ${index + 1} of ${tourSteps.length}: ${title}`)
  await expect(step(page)).toBeInViewport({ ratio: 1 })
  await expect(step(page).getByRole('button').last()).toBeInViewport({ ratio: 1 })
  await expect(page.locator(`[data-tour-anchor="${anchor}"]`)).toBeInViewport()
}

test('is offered at the very first start alone, taken by keyboard, and goes through the whole window on the Iris example', async () => {
  const userData = await mkdtemp(join(tmpdir(), 'mmi-tour-'))
  const { page, close } = await launchWorkbench({ userData })
  const take = page.getByRole('button', { name: 'Take the tour' })
  await take.focus()
  await page.keyboard.press('Enter')
  for (const index of tourSteps.keys()) {
    await expectStep(page, index)
    await expect(focused(page)).toHaveText(index === tourSteps.length - 1 ? 'Done' : 'Next')
    expect(await step(page).locator('[aria-live="polite"]').textContent()).not.toMatch(/[{}]/)
    if (index === 1) {
      await page.keyboard.press('ArrowLeft')
      await expectStep(page, 0)
      await expect(focused(page)).toHaveText('Next')
      await page.keyboard.press('ArrowRight')
      await expectStep(page, 1)
    }
    await page.keyboard.press('Enter')
  }
  await expect(step(page)).toBeHidden()
  await expect(focused(page)).toHaveAccessibleName('Insert…')
  await expectAnswer(page, '1.984 nat')

  await close()
  const second = await launchWorkbench({ userData })
  try {
    await expect(second.page.getByRole('heading', { name: 'Examples' })).toBeVisible()
    await expect(second.page.getByRole('button', { name: 'Tour of the window' })).toBeVisible()
    await expect(second.page.getByRole('button', { name: 'Take the tour' })).toHaveCount(0)
  } finally {
    await second.close()
    await rm(userData, { recursive: true, force: true })
  }
})

test('declined, it leaves the focus with the examples and its way in beside them', async ({ workbench: { page } }) => {
  await page.getByRole('button', { name: 'No, thanks' }).focus()
  await page.keyboard.press('Enter')
  await expect(focused(page)).toHaveAccessibleName(/^Iris/)
  await expect(page.getByRole('button', { name: 'Tour of the window' })).toBeVisible()
})

test.describe('over an open project', () => {
  test.use({ launchArguments: ['--example=digits'] })

  test('what it speaks of can be tried meanwhile; dialogs go before it; Esc ends it wherever the focus is, and the focus stays there', async ({ workbench: { app, page } }) => {
    await expectAnswer(page, '31.76 nat')
    await card(page, /^Conv/).focus()
    await chooseMenu(app, 'help.tour')
    await expectStep(page, 0)
    expect(await axeFindings(page)).toEqual([])
    await fill(page, 'Budget F', '80')
    await expect(step(page)).toBeVisible()
    await expectAnswer(page, /MMI 3[12]\.\d+/)
    await page.keyboard.press('F1')
    await expect(page.getByRole('dialog', { name: 'Terms and formulas' })).toBeVisible()
    await expect(step(page)).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog', { name: 'Terms and formulas' })).toBeHidden()
    await expectStep(page, 0)
    await field(page, 'Budget F').focus()
    await page.keyboard.press('Escape')
    await expect(step(page)).toBeHidden()
    await expect(field(page, 'Budget F')).toBeFocused()
    // from inside, back to where it was begun
    await card(page, /^Conv/).focus()
    await chooseMenu(app, 'help.tour')
    await expectStep(page, 0)
    await page.getByRole('button', { name: 'Skip the tour' }).focus()
    await page.keyboard.press('Enter')
    await expect(card(page, /^Conv/)).toBeFocused()
  })

  test('a side that was folded away unfolds for its step', async ({ workbench: { app, page } }) => {
    await expectAnswer(page, '31.76 nat')
    for (const border of ['Width of the data panel', 'Height of the charts']) {
      await page.getByRole('separator', { name: border }).focus()
      await page.keyboard.press('Enter')
    }
    await expect(field(page, 'Budget F')).toBeHidden()
    await chooseMenu(app, 'help.tour')
    for (const index of tourSteps.keys()) {
      await expectStep(page, index)
      await page.keyboard.press('Enter')
    }
    await expect(field(page, 'Budget F')).toBeVisible()
    await expect(page.getByRole('slider', { name: 'Weight budget F' })).toBeVisible()
  })

  for (const [size, zoom, theme] of [[{ width: 1280, height: 800 }, 2, 'light'], [{ width: 800, height: 600 }, 1, 'dark']] as const) {
    test(`every step is in sight in a window of ${size.width}×${size.height} at ${zoom * 100} %, ${theme}`, async ({ workbench: { app, page } }) => {
      await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source }, theme)
      await sizeWindow(app, page, size, zoom)
      await expectAnswer(page, '31.76 nat')
      await chooseMenu(app, 'help.tour')
      for (const index of tourSteps.keys()) {
        await expectStep(page, index)
        if (index === 3) expect(await axeFindings(page)).toEqual([])
        await page.keyboard.press('Enter')
      }
      await expect(step(page)).toBeHidden()
    })
  }
})
