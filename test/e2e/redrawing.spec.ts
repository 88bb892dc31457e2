import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/app'
import { card, expectAnswer, field, notation } from './fixtures/diagram'

/** What is drawn of the charts while something is done: changes in the engine's pictures, and how often the line over MMI(F) is put elsewhere. */
async function drawnBy(page: Page, action: () => Promise<void>): Promise<{ readonly budget: number; readonly spectrum: number; readonly line: number }> {
  await page.evaluate(() => {
    const drawn = { budget: 0, spectrum: 0, line: 0 }
    const count = (picture: string, part: string, key: keyof typeof drawn, attributes?: string[]): void => {
      const target = document.querySelector(`[aria-label="${picture}"] ${part}`)
      if (!target) throw new Error(`no ${part} in ${picture}`)
      new MutationObserver(records => { drawn[key] += records.length }).observe(target, { subtree: true, childList: true, attributes: true, ...(attributes && { attributeFilter: attributes }) })
    }
    count('MMI along the weight budget', '.engine', 'budget')
    count('Eigenvalue spectrum', '.engine', 'spectrum')
    count('MMI along the weight budget', '.marks', 'line', ['x1'])
    Object.assign(globalThis, { drawn })
  })
  await action()
  return page.evaluate(() => (globalThis as unknown as { drawn: { budget: number; spectrum: number; line: number } }).drawn)
}

/** Waits until the answers are all there and drawn: the standard errors come after the rest, and with them a band. */
async function settled(page: Page): Promise<void> {
  await expectAnswer(page, /MMI \S+ ± \S+ nat/)
  await expect(slider(page)).toBeVisible()
  await expect(page.locator('.engine svg')).toHaveCount(2)
  const unchangedMilliseconds = 500
  await page.evaluate(rest => new Promise<void>(resolve => {
    const end = (): void => {
      observer.disconnect()
      resolve()
    }
    let timer = setTimeout(end, rest)
    const observer = new MutationObserver(() => {
      clearTimeout(timer)
      timer = setTimeout(end, rest)
    })
    for (const picture of document.querySelectorAll('.engine')) observer.observe(picture, { subtree: true, childList: true, attributes: true })
  }), unchangedMilliseconds)
}

const slider = (page: Page) => page.getByRole('slider', { name: 'Weight budget F' })
/** As many frames as pass until all that was asked for is drawn. */
const someFrames = (page: Page) => page.evaluate(() => new Promise<void>(resolve => {
  const next = (frames: number): void => { requestAnimationFrame(() => { if (frames > 1) next(frames - 1); else resolve() }) }
  next(6)
}))

test.describe('an example with its charts', () => {
  test.use({ launchArguments: ['--example=iris'] })

  test('moving the budget moves a line: the curve is not drawn anew, the spectrum only where other components carry information', async ({ workbench: { page } }) => {
    await settled(page)
    const finding = page.locator('[aria-label="Eigenvalue spectrum"] .marks')
    const before = await finding.textContent()
    const at = (await slider(page).boundingBox())!
    await page.mouse.move(at.x + at.width / 2, at.y + 20)
    await page.mouse.down()
    const small = await drawnBy(page, async () => {
      for (let step = 1; step <= 6; step += 1) await page.mouse.move(at.x + at.width / 2 + step, at.y + 20)
      await someFrames(page)
    })
    expect(small.budget).toBe(0)
    expect(small.line).toBeGreaterThan(0)
    // of the four components as many carry information as before, so nothing of the bars has changed
    expect(((await finding.textContent()) ?? '').slice(0, 6)).toBe((before ?? '').slice(0, 6))
    expect(small.spectrum).toBe(0)
    await page.mouse.up()
  })

  test('thirty moves within a frame are drawn once', async ({ workbench: { page } }) => {
    await settled(page)
    const at = (await slider(page).boundingBox())!
    await page.mouse.move(at.x + at.width / 2, at.y + 20)
    await page.mouse.down()
    const drawn = await drawnBy(page, async () => {
      await slider(page).evaluate((handle, from) => {
        for (let step = 1; step <= 30; step += 1) handle.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: from + step, clientY: 0 }))
      }, at.x + at.width / 2)
      await someFrames(page)
    })
    expect(drawn.line).toBe(1)
    await page.mouse.up()
    await expect(field(page, 'Budget F')).not.toHaveValue('76')
  })

  test('a block that is put in, taken away or wrapped leaves the elements of the others: they move with their blocks', async ({ workbench: { page } }) => {
    await notation(page).fill('dense(8) -> dense(7) -> (dense(6) | dense(5)) -> dense(4)')
    await expect(page.getByRole('treeitem')).toHaveCount(6)
    await page.evaluate(() => { for (const element of document.querySelectorAll<HTMLElement>('.diagram [data-node]')) element.dataset['before'] = element.getAttribute('aria-label') ?? '' })
    const kept = () => page.evaluate(() => [...document.querySelectorAll<HTMLElement>('.diagram [data-before]')].map(element => /^\w+ \d+/.exec(element.dataset['before'] ?? '')?.[0] === /^\w+ \d+/.exec(element.ariaLabel ?? '')?.[0]))
    const all = Array.from({ length: 6 }, () => true)
    await card(page, /^Dense 7/i).click()
    await page.keyboard.press('Shift+A')
    await expect(page.getByRole('treeitem')).toHaveCount(7)
    expect(await kept()).toEqual(all)
    await page.keyboard.press('Delete')
    await expect(page.getByRole('treeitem')).toHaveCount(6)
    await card(page, /^Dense 7/i).click()
    await page.keyboard.press('p')
    await expect(page.getByRole('treeitem')).toHaveCount(8)
    expect(await kept()).toEqual(all)
    await expect(page.locator('.diagram [data-node]:focus')).toHaveCount(1)
  })
})
