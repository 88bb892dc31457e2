import { expect, test } from './fixtures/app'
import { card, carry, expectAnswer, gap, notation, pointOf } from './fixtures/diagram'

test.describe('a series, with the mouse', () => {
  test.use({ launchArguments: ['--example=iris'] })
  const before = 'dense(8, relu) -> dense(2)'

  test.beforeEach(async ({ workbench: { page } }) => {
    await expectAnswer(page, '1.984 nat')
    await expect(notation(page)).toHaveValue(before)
  })

  test('“+” on a gap opens a menu, and what is chosen stands there; Esc gives the focus back to the “+”', async ({ workbench: { page } }) => {
    const between = gap(page, 'Insert between dense 8 and dense 2')
    await between.click()
    await expect(page.getByRole('menuitem').first()).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('menu')).toBeHidden()
    await expect(between).toBeFocused()
    await between.click()
    await page.getByRole('menuitem', { name: /^Parallel group/ }).click()
    await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(8) | dense(8)) -> dense(2)')
    await expect(card(page, /^Parallel/)).toHaveAttribute('aria-selected', 'true')
    await expectAnswer(page, /MMI \d/)
  })

  test('a card is carried to another gap; the mark says how it would stand', async ({ workbench: { page } }) => {
    await carry(page, await pointOf(card(page, /^Dense 8/), 0.5, 0.5), await pointOf(gap(page, 'Insert after dense 2'), 0.5, 0.5))
    await expect(page.getByText('in series', { exact: true })).toBeVisible()
    await page.mouse.up()
    await expect(notation(page)).toHaveValue('dense(2) -> dense(8, relu)')
    await expect(card(page, /^Dense 8/)).toBeFocused()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(notation(page)).toHaveValue(before)
  })

  test('dropped on the upper edge of another card it runs beside it', async ({ workbench: { page } }) => {
    await carry(page, await pointOf(card(page, /^Dense 8/), 0.5, 0.5), await pointOf(card(page, /^Dense 2/), 0.5, 0, { x: 0, y: 3 }))
    await expect(page.getByText('in parallel', { exact: true })).toBeVisible()
    await page.mouse.up()
    await expect(notation(page)).toHaveValue('(dense(8, relu) | dense(2))')
    await expect(page.getByRole('treeitem')).toHaveCount(3)
  })

  test('Esc lets go of what is carried, and nothing has changed', async ({ workbench: { page } }) => {
    const to = await pointOf(gap(page, 'Insert after dense 2'), 0.5, 0.5)
    await carry(page, await pointOf(card(page, /^Dense 8/), 0.5, 0.5), to)
    await expect(page.getByText('in series', { exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByText('in series', { exact: true })).toBeHidden()
    await page.mouse.up()
    await expect(notation(page)).toHaveValue(before)
    await expect(page.getByText('• edited')).toBeHidden()
  })

  test('the buttons of the inspector wrap, unwrap, duplicate, insert and delete', async ({ workbench: { page } }) => {
    const act = (name: string): Promise<void> => page.getByRole('group', { name: 'Actions on the selection' }).getByRole('button', { name, exact: true }).click()
    await card(page, /^Dense 2/).click()
    await expect(page.getByRole('group', { name: 'Actions on the selection' }).getByRole('button', { name: 'Unwrap' })).toBeDisabled()
    await act('Wrap in parallel')
    await expect(notation(page)).toHaveValue('dense(8, relu) -> (dense(2) | dense(16, relu))')
    await card(page, /^Dense 2/).click()
    await act('Unwrap')
    await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(2) -> dense(16, relu)')
    await card(page, /^Dense 16/).click()
    await act('Duplicate')
    await expect(notation(page)).toHaveValue('dense(8, relu) -> dense(2) -> dense(16, relu) -> dense(16, relu)')
    await act('Delete')
    await card(page, /^Dense 16/).click()
    await act('Delete')
    await card(page, /^Dense 8/).click()
    await act('Insert before')
    await expect(notation(page)).toHaveValue('dense(16, relu) -> dense(8, relu) -> dense(2)')
  })

  test('a number never stands on another block than its own: after an impossible edit the moved blocks show none', async ({ workbench: { page } }) => {
    await notation(page).fill('conv(block=3, filters=2) -> dense(8, relu) -> dense(2)')
    await expect(page.getByRole('treeitem')).toHaveCount(3)
    await expect(page.locator('.legend')).toContainText('once there is a result')
    for (const name of [/^Convolution 3/, /^Dense 8/, /^Dense 2/]) await expect(card(page, name)).not.toContainText(/\d nat/)
    await expect(card(page, /^Convolution 3/)).toHaveAttribute('aria-label', /problem: /)
    await expectAnswer(page, 'out of date')
    await notation(page).fill('dense(8, relu) -> conv(block=3, filters=2)')
    await expect(card(page, /^Dense 8/)).toContainText('1.984 nat')
    await notation(page).fill(before)
    await expect(card(page, /^Dense 2/)).toContainText('1.984 nat')
  })
})

test.describe('a parallel group, with the mouse', () => {
  test.use({ launchArguments: ['--example=digits'] })

  test.beforeEach(async ({ workbench: { page } }) => expectAnswer(page, '31.76 nat'))

  test('is carried by its handle', async ({ workbench: { page } }) => {
    const group = card(page, /^Parallel/)
    await carry(page, await pointOf(group.getByText('parallel', { exact: true }), 0.5, 0.5), await pointOf(gap(page, 'Insert after head'), 0.5, 0.5))
    await page.mouse.up()
    await expect(notation(page)).toHaveValue('conv(kernel=4x4, filters=6, relu) -> dense(10) #head -> (dense(16, relu) | dense(32, tanh))')
    await expect(group).toHaveAttribute('aria-selected', 'true')
  })

  test('folds to a card and unfolds again, with all its numbers', async ({ workbench: { page } }) => {
    await page.getByTitle('Collapse (−)').click()
    const group = card(page, /^Parallel/)
    await expect(group).toHaveAttribute('aria-expanded', 'false')
    await expect(group).toContainText('83.26 nat')
    await expect(card(page, /^Dense 16/)).toHaveCount(0)
    await group.locator('[data-toggle]').click()
    await expect(group).toHaveAttribute('aria-expanded', 'true')
    await expect(card(page, /^Dense 16/)).toContainText('43.37 nat')
  })

  test('zoom by button, key and wheel; Fit shows the whole diagram again', async ({ workbench: { page } }) => {
    const scale = page.getByRole('group', { name: 'Zoom' }).locator('.scale')
    const shown = async (): Promise<number> => Number.parseInt(await scale.innerText(), 10)
    const fitted = await shown()
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await expect.poll(shown).toBeGreaterThan(fitted)
    await card(page, /^Convolution/).click()
    await page.keyboard.press('ControlOrMeta+-')
    await expect.poll(shown).toBe(fitted)
    const middle = await pointOf(card(page, /^Convolution/), 0.5, 0.5)
    await page.mouse.move(middle.x, middle.y)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -400)
    await page.keyboard.up('Control')
    await expect.poll(shown).toBeGreaterThan(1.5 * fitted)
    const after = await pointOf(card(page, /^Convolution/), 0.5, 0.5)
    expect(Math.hypot(after.x - middle.x, after.y - middle.y)).toBeLessThan(3)
    await page.getByRole('button', { name: 'Fit' }).click()
    await expect.poll(shown).toBe(fitted)
    await expect(card(page, /^head/)).toBeInViewport({ ratio: 1 })
  })
})
