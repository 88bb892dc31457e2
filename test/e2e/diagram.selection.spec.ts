import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/app'
import { announced, axeFindings, card, carry, expectAnswer, field, gap, notation, pointOf } from './fixtures/diagram'

const selected = (page: Page) => page.locator('.diagram [aria-selected="true"]')
const press = async (page: Page, ...keys: readonly string[]): Promise<void> => { for (const key of keys) await page.keyboard.press(key) }

test.describe('several blocks', () => {
  test.use({ launchArguments: ['--example=iris'] })

  test.beforeEach(async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await notation(page).fill('dense(8) -> dense(7) -> dense(6) -> dense(5) -> dense(4)')
    await expect(page.getByRole('treeitem')).toHaveCount(5)
  })

  test('are selected, moved, wrapped, copied and deleted as one with the keyboard alone, and each is one step to undo', async ({ workbench: { page } }) => {
    await card(page, /^Dense 7/).click()
    await press(page, 'Shift+ArrowRight')
    await expect(selected(page)).toHaveCount(2)
    await expect(announced(page)).toHaveText('2 items selected')
    await press(page, 'Alt+ArrowRight')
    await expect(notation(page)).toHaveValue('dense(8) -> dense(5) -> dense(7) -> dense(6) -> dense(4)')
    await expect(announced(page)).toHaveText('Move 2 items')
    await press(page, 'p')
    await expect(notation(page)).toHaveValue('dense(8) -> dense(5) -> (dense(7) -> dense(6) | dense(16, relu)) -> dense(4)')
    await press(page, 'ControlOrMeta+z')
    await card(page, /^Dense 7/).click()
    await press(page, 'Shift+ArrowRight', 'ControlOrMeta+d')
    await expect(notation(page)).toHaveValue('dense(8) -> dense(5) -> dense(7) -> dense(6) -> dense(7) -> dense(6) -> dense(4)')
    await expect(selected(page)).toHaveCount(2)
    await press(page, 'Delete')
    await expect(notation(page)).toHaveValue('dense(8) -> dense(5) -> dense(7) -> dense(6) -> dense(4)')
    await press(page, 'ControlOrMeta+z', 'ControlOrMeta+z', 'ControlOrMeta+z')
    await expect(notation(page)).toHaveValue('dense(8) -> dense(7) -> dense(6) -> dense(5) -> dense(4)')
  })

  test('Shift and click select a run, Ctrl and click one more; apart they are deleted together, but wrapping says why not', async ({ workbench: { page } }) => {
    await card(page, /^Dense 8/).click()
    await card(page, /^Dense 6/).click({ modifiers: ['Shift'] })
    await expect(selected(page)).toHaveCount(3)
    await card(page, /^Dense 7/).click({ modifiers: ['ControlOrMeta'] })
    await expect(selected(page)).toHaveCount(2)
    await press(page, 'p')
    await expect(announced(page)).toHaveText('Wrap in Parallel: the selected items are no neighbours in one series')
    await expect(page.getByRole('toolbar', { name: 'Diagram' }).getByRole('button', { name: 'Wrap in Parallel' })).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByText('2 selected; the fields above are those of the last one')).toBeVisible()
    await press(page, 'Delete')
    await expect(notation(page)).toHaveValue('dense(7) -> dense(5) -> dense(4)')
  })

  test('a run is carried as one, with its ghost, beside another block; a press without a drag selects one of them', async ({ workbench: { page } }) => {
    await card(page, /^Dense 7/).click()
    await card(page, /^Dense 6/).click({ modifiers: ['Shift'] })
    await carry(page, await pointOf(card(page, /^Dense 6/), 0.5, 0.5), await pointOf(card(page, /^Dense 4/), 0.5, 1, { x: 0, y: -3 }))
    await expect(page.getByText('2 items', { exact: true })).toBeVisible()
    await expect(page.getByText('in parallel', { exact: true })).toBeVisible()
    await page.mouse.up()
    await expect(notation(page)).toHaveValue('dense(8) -> dense(5) -> (dense(4) | dense(7) -> dense(6))')
    await expect(selected(page)).toHaveCount(2)
    await card(page, /^Dense 6/).click()
    await expect(selected(page)).toHaveCount(1)
  })

  test('what is carried to the edge of the view brings the diagram along', async ({ workbench: { page } }) => {
    await card(page, /^Dense 7/).click()
    await press(page, 'ControlOrMeta+1', 'ControlOrMeta+=', 'ControlOrMeta+=', 'ControlOrMeta+=', 'Home')
    const view = (await page.locator('.diagram').boundingBox())!
    await expect(card(page, /^Dense 4/)).not.toBeInViewport()
    await carry(page, await pointOf(card(page, /^Dense 8/), 0.5, 0.5), { x: view.x + view.width - 6, y: view.y + view.height / 2 })
    await expect(card(page, /^Dense 4/)).toBeInViewport({ ratio: 0.9 })
    const last = await pointOf(gap(page, 'Insert after dense 4'), 0.5, 0.5)
    await page.mouse.move(last.x, last.y)
    await page.mouse.up()
    await expect(notation(page)).toHaveValue(/^dense\(7\).*dense\(8\)/)
  })

  test('Space and drag, and the middle button, pan the view even over a block, and select nothing', async ({ workbench: { page } }) => {
    await card(page, /^Dense 8/).click()
    await page.keyboard.press('Escape')
    for (const [button, key] of [['left', 'Space'], ['middle', null]] as const) {
      const from = await pointOf(card(page, /^Dense 7/), 0.5, 0.5)
      if (key) await page.keyboard.down(key)
      await page.mouse.move(from.x, from.y)
      await page.mouse.down({ button })
      await page.mouse.move(from.x + 30, from.y + 20, { steps: 3 })
      await page.mouse.up({ button })
      if (key) await page.keyboard.up(key)
      const to = await pointOf(card(page, /^Dense 7/), 0.5, 0.5)
      // the view stands on whole px
      expect(Math.hypot(to.x - from.x - 30, to.y - from.y - 20)).toBeLessThan(2)
      await expect(selected(page)).toHaveCount(0)
    }
    await expect(notation(page)).toHaveValue('dense(8) -> dense(7) -> dense(6) -> dense(5) -> dense(4)')
  })

  test('I opens the menu of blocks at the selection and gives the focus back', async ({ workbench: { page } }) => {
    await card(page, /^Dense 7/).click()
    await press(page, 'i')
    await expect(page.getByRole('menuitem').first()).toBeFocused()
    await press(page, 'Escape')
    await expect(card(page, /^Dense 7/)).toBeFocused()
    await press(page, 'i', 'ArrowDown', 'Enter')
    await expect(notation(page)).toHaveValue('dense(8) -> dense(7) -> conv(block=2, filters=4) -> dense(6) -> dense(5) -> dense(4)')
  })
})

test.describe('the clipboard', () => {
  test.use({ launchArguments: ['--example=digits'] })
  const before = 'conv(kernel=4x4, filters=6, relu) -> (dense(16, relu) | dense(32, tanh)) -> dense(10) #head'

  test.beforeEach(async ({ workbench: { page } }) => expectAnswer(page, '31.76 nat'))

  test('carries a group as notation, into a text field and back from it', async ({ workbench: { page } }) => {
    await card(page, /^Parallel/).getByText('parallel', { exact: true }).click()
    await press(page, 'ControlOrMeta+c')
    await expect(announced(page)).toHaveText('Copied parallel of 2')
    await press(page, 'End', 'ControlOrMeta+v')
    await expect(notation(page)).toHaveValue(`${before} -> (dense(16, relu) | dense(32, tanh))`)
    await press(page, 'ControlOrMeta+z')

    await notation(page).focus()
    await press(page, 'ControlOrMeta+a', 'ControlOrMeta+v')
    await expect(notation(page)).toHaveValue('(dense(16, relu) | dense(32, tanh))')
    await press(page, 'ControlOrMeta+a', 'ControlOrMeta+c')
    await card(page, /^Dense 32/).click()
    await press(page, 'ControlOrMeta+v')
    await expect(notation(page)).toHaveValue('(dense(16, relu) | dense(32, tanh) -> (dense(16, relu) | dense(32, tanh)))')
  })

  test('cut and paste move with the label, a copy beside its original has none', async ({ workbench: { page } }) => {
    await card(page, /^head/).click()
    await press(page, 'ControlOrMeta+x')
    await expect(notation(page)).toHaveValue('conv(kernel=4x4, filters=6, relu) -> (dense(16, relu) | dense(32, tanh))')
    await press(page, 'Home', 'ControlOrMeta+v')
    await expect(notation(page)).toHaveValue('conv(kernel=4x4, filters=6, relu) -> dense(10) #head -> (dense(16, relu) | dense(32, tanh))')
    await press(page, 'ControlOrMeta+v')
    await expect(notation(page)).toHaveValue('conv(kernel=4x4, filters=6, relu) -> dense(10) #head -> dense(10) -> (dense(16, relu) | dense(32, tanh))')
  })

  test('refuses what is no notation and names the column; fields keep their own copying', async ({ workbench: { page } }) => {
    await card(page, /^head/).click()
    await field(page, 'Label').fill('dense(x)')
    await field(page, 'Label').press('ControlOrMeta+a')
    await field(page, 'Label').press('ControlOrMeta+x')
    await expect(field(page, 'Label')).toHaveValue('')
    await page.keyboard.press('Escape')
    await card(page, /^Convolution/).click()
    const shown = await notation(page).inputValue()
    await press(page, 'ControlOrMeta+v')
    await expect(page.getByText(/the clipboard holds no design: column 7: the number of units is "x"|the clipboard holds no design: column 7/i).first()).toBeVisible()
    await expect(notation(page)).toHaveValue(shown)
  })

  test('is reached from the Edit menu, whose entries raise the same events', async ({ workbench: { app, page } }) => {
    await card(page, /^head/).click()
    const contents = async (action: 'copy' | 'paste'): Promise<void> => app.evaluate(({ BrowserWindow }, name) => { BrowserWindow.getAllWindows()[0]!.webContents[name]() }, action)
    await contents('copy')
    await expect(announced(page)).toHaveText('Copied dense 10')
    await contents('paste')
    await expect(notation(page)).toHaveValue(`${before} -> dense(10)`)
  })
})

test.describe('the outline', () => {
  test.use({ launchArguments: ['--example=digits'] })

  test('is a second view of the same tree: selected, edited and folded by keyboard, in step with the picture', async ({ workbench: { page } }) => {
    await expectAnswer(page, '31.76 nat')
    await card(page, /^head/).click()
    await press(page, 'ControlOrMeta+Shift+e')
    const outline = page.getByRole('tree', { name: 'Outline' })
    const row = (name: string | RegExp) => outline.getByRole('treeitem', { name })
    await expect(row(/^head/)).toHaveAttribute('aria-selected', 'true')
    await row(/^Parallel/).click()
    await expect(row(/^Parallel/)).toBeFocused()
    await expect(page.locator('.diagram').getByRole('treeitem', { name: /^Parallel/ })).toHaveAttribute('aria-selected', 'true')
    await press(page, 'ArrowDown', 'ArrowDown', 'Alt+ArrowUp')
    await expect(notation(page)).toHaveValue('conv(kernel=4x4, filters=6, relu) -> (dense(32, tanh) | dense(16, relu)) -> dense(10) #head')
    await expect(row(/^Dense 32/)).toBeFocused()
    await press(page, 'a')
    await expect(row(/^Branch 1 of 2, 2 in series/)).toBeVisible()
    await press(page, 'ArrowLeft', 'Alt+ArrowDown')
    await expect(notation(page)).toHaveValue(/\(dense\(16, relu\) \| dense\(32, tanh\) -> dense\(16, relu\)\)/)
    await expect(row(/^Branch 2 of 2/)).toBeFocused()
    await press(page, 'ArrowLeft', 'ArrowLeft')
    await expect(row(/^Parallel/)).toHaveAttribute('aria-expanded', 'false')
    await expect(outline.getByRole('treeitem')).toHaveCount(3)
    await press(page, 'ArrowRight', 'ArrowRight', 'Delete')
    await expect(notation(page)).toHaveValue('conv(kernel=4x4, filters=6, relu) -> dense(32, tanh) -> dense(16, relu) -> dense(10) #head')
    expect(await axeFindings(page)).toEqual([])
    await press(page, 'ControlOrMeta+Shift+e')
    await expect(outline).toBeHidden()
  })
})

for (const theme of ['light', 'dark'] as const) {
  test.describe(`the command palette, ${theme}`, () => {
    test.use({ launchArguments: ['--example=digits'] })

    test('finds commands and blocks, remembers what was chosen, tells why something is not possible', async ({ workbench: { app, page } }) => {
      await app.evaluate(({ nativeTheme }, source) => { nativeTheme.themeSource = source }, theme)
      await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
      await expectAnswer(page, '31.76 nat')
      const palette = page.getByRole('dialog', { name: 'Command palette' })
      await press(page, 'ControlOrMeta+k')
      await page.keyboard.type('go to head')
      expect(await axeFindings(page)).toEqual([])
      await press(page, 'Enter')
      await expect(palette).toBeHidden()
      await expect(card(page, /^head/)).toBeFocused()
      await press(page, '/')
      await page.keyboard.type('unwr')
      await expect(palette.getByRole('option').first()).toContainText('The block stands in no parallel group.')
      await expect(palette.getByRole('option').first()).toHaveAttribute('aria-disabled', 'true')
      await press(page, 'Enter')
      await expect(palette).toBeVisible()
      await page.getByRole('combobox', { name: 'Command or block' }).fill('dupl sel')
      await press(page, 'Enter')
      await expect(notation(page)).toHaveValue(/dense\(10\) #head -> dense\(10\)$/)
      await press(page, 'ControlOrMeta+k')
      await expect(palette.getByRole('option').first()).toContainText('Duplicate')
      await press(page, 'Escape')
      await expect(palette).toBeHidden()
      await expect(card(page, /^Dense 10/)).toBeFocused()
    })
  })
}
