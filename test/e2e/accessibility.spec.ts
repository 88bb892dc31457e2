import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/app'
import { card, expectAnswer } from './fixtures/diagram'

async function expectNoFindings(page: Page): Promise<void> {
  // a second target cannot be opened in this runtime: axe runs in the page itself
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => `${node.html} ${node.failureSummary}`).join(' | ')}`)).toEqual([])
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the start screen and in the workbench, ${theme}`, async ({ workbench: { app, page } }) => {
    await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source }, theme)
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
    await expectNoFindings(page)
    await page.getByRole('button', { name: /^Digits/ }).click()
    await expectAnswer(page, '31.76 nat')
    await expectNoFindings(page)
    // a group lets the pointer through to the rails; its title is what one holds
    await card(page, /^Parallel/i).getByText('parallel').click()
    await expectNoFindings(page)
    await card(page, /^Conv/i).click()
    await expectNoFindings(page)
    await page.getByRole('button', { name: 'Columns…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectNoFindings(page)
  })
}
