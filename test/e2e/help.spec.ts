import type { Locator, Page } from '@playwright/test'
import { helpTermIds } from '../../core/report/help/term'
import { helpTerm } from '../../core/report/help/terms'
import { chooseMenu, expect, test } from './fixtures/app'
import { axeFindings, card, choose, expectAnswer, fact, field, fill } from './fixtures/diagram'

const word = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })
const explanation = (page: Page, name: string): Locator => page.getByRole('dialog', { name, exact: true })
const terms = (page: Page): Locator => page.getByRole('dialog', { name: 'Terms and formulas' })

/** Formulas wider than their place, by term: they would have to be scrolled. */
async function overflowing(places: Locator): Promise<readonly string[]> {
  return places.evaluateAll(elements => elements.filter(element => element.scrollWidth > element.clientWidth + 1).map(element => element.textContent))
}

test('nothing of KaTeX is loaded before a term is opened', async ({ workbench: { page } }) => {
  await page.getByRole('button', { name: /^Iris/ }).click()
  await expectAnswer(page, '1.984 nat')
  const styles = page.locator('link[href*="katex"]')
  await expect(styles).toHaveCount(0)
  await word(page, 'Explain budget F').click()
  await expect(page.getByRole('math')).toBeVisible()
  await expect(styles).not.toHaveCount(0)
})

test.describe('with iris', () => {
  test.use({ launchArguments: ['--example=iris'] })

  test('a word of the Model panel explains itself to the mouse: paragraph, formula, source; a click elsewhere closes it', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await expect(field(page, 'Budget F')).toHaveValue('10')
    await word(page, 'Explain budget F').click()
    const budget = explanation(page, 'Explain budget F')
    await expect(budget.getByRole('heading', { name: 'Weight budget' })).toBeFocused()
    await expect(budget.getByRole('math')).toBeVisible()
    await expect(budget.locator('.katex-html')).toBeVisible()
    await expect(budget).toContainText('Foggo & Yu, Theorem 1; Theorem 6 for a chain.')
    await expect(budget).toContainText('Where the paper is loose.')
    await word(page, 'Explain noise σ²').click()
    await expect(explanation(page, 'Explain noise σ²')).toContainText('Noise variance')
    await expect(budget).toBeHidden()
    await expect(page.getByRole('dialog')).toHaveCount(1)
    await field(page, 'Budget F').click()
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await expect(field(page, 'Budget F')).toBeFocused()
  })

  test('and to the keyboard: Enter or Space opens it, related terms follow inside, Esc gives the focus back', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await field(page, 'Budget F').focus()
    await page.keyboard.press('Tab')
    await expect(word(page, 'Explain budget F')).toBeFocused()
    await page.keyboard.press('Enter')
    const budget = explanation(page, 'Explain budget F')
    await expect(budget.getByRole('math')).toBeVisible()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expect(budget.getByRole('button', { name: 'Maximum mutual information' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(budget.getByRole('heading', { name: 'Maximum mutual information' })).toBeFocused()
    await expect(budget).toContainText('Theorems 1 and 2')
    await page.keyboard.press('Escape')
    await expect(budget).toBeHidden()
    await expect(word(page, 'Explain budget F')).toBeFocused()
    await page.keyboard.press('Space')
    await expect(budget.getByRole('heading', { name: 'Weight budget' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(word(page, 'Explain budget F')).toBeFocused()
  })

  test('F1 lists all terms: search, arrows, related terms; the focus goes back where it was', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await card(page, /^Dense 2/).focus()
    await page.keyboard.press('F1')
    const search = terms(page).getByRole('combobox', { name: 'Search the terms' })
    await expect(search).toBeFocused()
    await expect(terms(page).getByRole('option')).toHaveCount(helpTermIds.length)
    await page.keyboard.type('schur')
    await expect(terms(page).getByText('No term holds these words.')).toBeVisible()
    await search.fill('bottleneck')
    await expect(terms(page).getByRole('heading', { name: 'Bottleneck' })).toBeVisible()
    await search.fill('rho')
    await expect(terms(page).getByRole('option', { selected: true })).toHaveText(/^Breakpoint/)
    await page.keyboard.press('ArrowDown')
    await expect(terms(page).getByRole('option', { selected: true })).toHaveText(/^Maximal correlation/)
    await expect(terms(page).getByRole('heading', { name: 'Maximal correlation' })).toBeVisible()
    await terms(page).getByRole('button', { name: 'Target interval' }).click()
    await expect(terms(page).getByRole('heading', { name: 'Target interval' })).toBeFocused()
    await expect(search).toHaveValue('')
    expect(await axeFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(terms(page)).toBeHidden()
    await expect(card(page, /^Dense 2/)).toBeFocused()
  })

  test('the dialog opens from the Help menu, and from an explanation at its term; its focus goes back to the word', async ({ workbench: { app, page } }) => {
    await expectAnswer(page, '1.984 nat')
    await chooseMenu(app, 'help.terms')
    await expect(terms(page)).toBeVisible()
    await page.keyboard.press('Escape')
    for (const open of [() => page.getByRole('button', { name: 'All terms …' }).click(), () => page.keyboard.press('F1')]) {
      await word(page, 'Explain condition').click()
      await expect(page.getByRole('math')).toBeVisible()
      await open()
      await expect(terms(page).getByRole('heading', { name: 'Spectrum and active components' })).toBeVisible()
      await expect(page.getByRole('dialog')).toHaveCount(1)
      await expect(terms(page).getByRole('combobox')).toBeFocused()
      await page.keyboard.press('Escape')
      await expect(terms(page)).toBeHidden()
      await expect(word(page, 'Explain condition')).toBeFocused()
    }
  })

  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing with an explanation open, ${theme}`, async ({ workbench: { app, page } }) => {
      await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source }, theme)
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await expectAnswer(page, '1.984 nat')
      for (const name of ['Explain budget F', 'Explain bottleneck', 'Explain spectrum']) {
        await word(page, name).first().click()
        await expect(explanation(page, name).getByRole('math')).toBeVisible()
        expect(await axeFindings(page)).toEqual([])
        await page.keyboard.press('Escape')
      }
    })
  }

  test('every formula fits its place in the dialog and beside a panel, in a window enlarged to 200 % too', async ({ workbench: { app, page } }) => {
    await expectAnswer(page, '1.984 nat')
    await page.keyboard.press('F1')
    for (const zoom of [1, 2]) {
      await app.evaluate(({ BrowserWindow }, factor) => BrowserWindow.getAllWindows()[0]!.webContents.setZoomFactor(factor), zoom)
      for (const id of helpTermIds) {
        const { title } = helpTerm(id)
        await terms(page).getByRole('option', { name: title }).first().click()
        await expect(terms(page).getByRole('heading', { name: title })).toBeVisible()
        expect(await overflowing(terms(page).locator('.formula')), `${id} at ${zoom}`).toEqual([])
      }
      await expect(terms(page).getByRole('button', { name: 'Close' })).toBeInViewport({ ratio: 1 })
    }
    await page.keyboard.press('Escape')
    await word(page, 'Explain noise σ²').click()
    await expect(explanation(page, 'Explain noise σ²').getByRole('math')).toBeVisible()
    await expect(explanation(page, 'Explain noise σ²')).toBeInViewport({ ratio: 1 })
  })

  test('the words for a block: active, next breakpoint, water level, activation; the fields keep their names', async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await fill(page, 'Budget F', '0.1')
    await card(page, /^Dense 8/).click()
    await expect(fact(page, 'Active')).toHaveText('1 of 4')
    await expect(fact(page, 'Next breakpoint')).toHaveText(/^\d/)
    for (const [name, title] of [['Explain active', 'Spectrum and active components'], ['Explain next breakpoint', 'Breakpoint'], ['Explain water level μ', 'Water level'], ['Explain activation', 'Activation rule'], ['Explain chain budget', 'Weight budget']] as const) {
      await word(page, name).click()
      await expect(explanation(page, name).getByRole('heading', { name: title })).toBeFocused()
    }
    await page.keyboard.press('Escape')
    await choose(page, 'Activation', 'softplus')
    await expect(page.getByRole('combobox', { name: 'Activation' })).toHaveText('softplus')
    await expect(field(page, 'Chain budget')).toHaveAttribute('placeholder', '0.1 (F)')
  })
})
