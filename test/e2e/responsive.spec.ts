import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/app'
import { carry, expectAnswer, field, notation } from './fixtures/diagram'

/** 60 blocks in 20 groups and 40 between and behind them. */
const hundredBlocks = [
  ...Array.from({ length: 20 }, (_, index) => `(dense(${20 + index}, relu) | dense(${30 + index}, tanh) -> dense(12)) -> dense(${40 + index})`),
  ...Array.from({ length: 20 }, (_, index) => `dense(${30 + index})`)
].join(' -> ')

/** Of the design as text: of a large one only what is on screen is drawn. */
async function expectBlocks(page: Page, count: number): Promise<void> {
  await expect.poll(async () => (await notation(page).inputValue()).split('dense(').length - 1).toBe(count)
}

/**
 * A frame is 16 ms, and a task of the page stays near it (8 to 20 ms when measured). A busy machine that draws without a graphics card takes
 * several times that; only work that does not belong in the page at all takes a quarter of a second.
 */
const blockedMilliseconds = 250

test.describe('with a hundred blocks', () => {
  test.use({ launchArguments: ['--example=digits'] })

  test('the window never waits: walking, editing, undoing, typing and dragging the budget', async ({ workbench: { page } }) => {
    await expectAnswer(page, '31.76 nat')
    await notation(page).fill(hundredBlocks)
    await expectBlocks(page, 100)
    await expectAnswer(page, /MMI (?!31\.76)/)
    await page.evaluate(() => {
      const longTasks: number[] = []
      Object.assign(window, { longTasks })
      new PerformanceObserver(list => longTasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' })
    })

    const first = page.getByRole('treeitem').nth(1)
    await first.focus()
    for (let step = 0; step < 10; step++) await page.keyboard.press(step % 2 === 0 ? 'ArrowRight' : 'ArrowLeft')
    await page.keyboard.press('a')
    await expectBlocks(page, 101)
    await page.keyboard.press('p')
    await expectBlocks(page, 102)
    await page.keyboard.press('ControlOrMeta+z')
    await page.keyboard.press('ControlOrMeta+z')
    await expectBlocks(page, 100)

    const budget = field(page, 'Budget F')
    await budget.click()
    await budget.selectText()
    await page.keyboard.type('1234')
    await page.keyboard.press('Enter')
    const slider = page.getByRole('slider', { name: 'Weight budget F' })
    const line = (await slider.boundingBox())!
    const at = { x: line.x + line.width / 2, y: line.y + line.height / 2 }
    await carry(page, at, { x: at.x + 60, y: at.y })
    await page.mouse.up()
    await expect(budget).not.toHaveValue('1234')
    await expectAnswer(page, /MMI \S+ (± \S+ )?nat/)

    const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { longTasks: readonly number[] }).longTasks))
    expect(longest).toBeLessThan(blockedMilliseconds)
  })
})
