import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/app'
import { expectAnswer, field, notation } from './fixtures/diagram'

/** 125 stages of four blocks. */
const fiveHundred = Array.from({ length: 125 }, (_, index) => `(dense(${20 + index % 40}, relu) | dense(${9 + index % 7}) | dense(12)) -> dense(${30 + index % 20})`).join(' -> ')
const cards = (page: Page) => page.locator('.diagram [data-node]')

/** How many cards, frames, "+" and rails an action draws anew: those that come, go, move or change their words. */
async function drawnBy(page: Page, action: () => Promise<void>): Promise<number> {
  await page.evaluate(() => {
    const touched = new Set<Node>()
    const part = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement)?.closest('[data-node], [data-gap], .rail') ?? null
    const observer = new MutationObserver(records => {
      for (const { target, addedNodes, removedNodes } of records) {
        for (const node of [target, ...addedNodes, ...removedNodes]) {
          const element = part(node)
          if (element) touched.add(element)
        }
      }
    })
    observer.observe(document.querySelector('.diagram')!, { subtree: true, childList: true, characterData: true, attributes: true })
    Object.assign(globalThis, { drawn: () => touched.size })
  })
  await action()
  return page.evaluate(() => (globalThis as unknown as { drawn: () => number }).drawn())
}

test.describe('five hundred blocks', () => {
  test.use({ launchArguments: ['--example=digits'] })

  test('draw what is on screen, and each step draws little of that anew', async ({ workbench: { page } }) => {
    await expectAnswer(page, '31.76 nat')
    await notation(page).fill(fiveHundred)
    await expectAnswer(page, /MMI \d/)
    await expect(page.locator('.diagram [data-node="1"]')).toContainText(/\d nat/)
    // a fifth of the 625 items at most, and no fewer than can be seen
    await expect.poll(() => cards(page).count()).toBeLessThan(125)
    expect(await cards(page).count()).toBeGreaterThan(5)

    // walking: two cards change their marks; a view that follows brings some in and takes some out
    await page.locator('.diagram [data-node="1"]').click()
    const walked = await drawnBy(page, async () => {
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight')
      await expect(page.locator('.diagram [data-node="3"]')).toBeFocused()
    })
    expect(walked).toBeLessThan(150)

    // carrying: nothing but the ghost and the mark, which are not counted
    const box = (await page.locator('.diagram [data-node="3"]').boundingBox())!
    const carried = await drawnBy(page, async () => {
      await page.mouse.move(box.x + 20, box.y + 20)
      await page.mouse.down()
      await page.mouse.move(box.x - 60, box.y + 70, { steps: 20 })
      await page.keyboard.press('Escape')
      await page.mouse.up()
    })
    expect(carried).toBeLessThan(15)

    // typing a width: the block itself, its rails, and what its answer changes on screen
    await page.keyboard.press('Enter')
    const typed = await drawnBy(page, async () => {
      await field(page, 'Units').fill('77')
      await expect(page.locator('.diagram [data-node="3"]')).toContainText('dense 77')
      await expect(notation(page)).toHaveValue(/dense\(77\)/)
    })
    expect(typed).toBeLessThan(150)

    // to the other end and back by key: the focus is never lost to what is not drawn
    await page.locator('.diagram [data-node="3"]').click()
    await page.keyboard.press('End')
    await expect(page.locator('.diagram [data-node="249"]')).toBeFocused()
    await expect(page.locator('.diagram [data-node="249"]')).toBeInViewport()
    await page.keyboard.press('Home')
    await expect(page.locator('.diagram [data-node="0"]')).toBeFocused()
    await page.keyboard.press('ControlOrMeta+Shift+e')
    await expect.poll(() => page.getByRole('tree', { name: 'Outline' }).getByRole('treeitem').count()).toBeLessThan(200)
  })
})
