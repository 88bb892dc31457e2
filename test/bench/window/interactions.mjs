#!/usr/bin/env node
// What each kind of interaction costs the page's main thread, as JSON on stdout:
//
//   npm run build && node build/electron-runtime.mjs --xvfb node test/bench/window/interactions.mjs [--blocks=100,500] [--designs=1] [--repeat=6] [--only=units,budgetDrag]
//
// `frame` is the busiest frame that an interaction leads to, in milliseconds of the main thread: the handler, an answer of core or both,
// with style, layout and painting. It is what has to stay below 16 ms. `longest` is the longest single task in it, how long the page could
// not have answered anything else; `total` is everything until the page rests again, easing bands and curves included. Moves of the pointer
// come one a frame, so their total, per move, is the work of a frame on the way.
import { setTimeout as pause } from 'node:timers/promises'
import { openWindow, quantile, rounded } from './app.mjs'
import { recordMainThread } from './mainThread.mjs'

const option = (name, otherwise) => process.argv.find(word => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise

/** Longer than every timer that an interaction starts: settling numbers, the text that follows, the menu, easing bands. */
const restMilliseconds = 600

/** A design of parallel stages of four blocks. @param blocks a multiple of four */
export function designOf(blocks) {
  return Array.from({ length: blocks / 4 }, (_, index) => `(dense(${20 + (index % 40)}, relu) | dense(${9 + (index % 7)}) | dense(12)) -> dense(${30 + (index % 20)})`).join(' -> ')
}

const field = (page, label) => page.getByRole('textbox', { name: new RegExp(`^${label}`) })
const node = (page, key) => page.locator(`.diagram [data-node="${key}"]`)
const middleOf = async element => {
  const { x, y, width, height } = await element.boundingBox()
  return { x: x + width / 2, y: y + height / 2 }
}

/** Each: what brings the page there, and the steps that are measured one by one, or all together as `moves`. */
export const interactions = {
  async units(page, step) {
    await node(page, 1).click()
    await page.keyboard.press('Enter')
    await field(page, 'Units').selectText()
    await step(() => page.keyboard.press('3'))
    await step(() => page.keyboard.press('7'))
    await step(() => page.keyboard.press('Backspace'))
    await page.keyboard.press('Backspace')
  },
  async budget(page, step) {
    await field(page, 'Budget F').selectText()
    await step(() => page.keyboard.press('8'))
    await step(() => page.keyboard.press('4'))
    await step(() => page.keyboard.press('Backspace'))
    await page.keyboard.press('Enter')
  },
  async budgetKeys(page, step) {
    await page.getByRole('slider', { name: 'Weight budget F' }).focus()
    await step(() => page.keyboard.press('ArrowRight'))
    await step(() => page.keyboard.press('ArrowLeft'))
  },
  async budgetDrag(page, step) {
    const at = await middleOf(page.getByRole('slider', { name: 'Weight budget F' }))
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await step(() => page.mouse.move(at.x + 60, at.y, { steps: 30 }), 30)
    await step(() => page.mouse.move(at.x, at.y, { steps: 30 }), 30)
    await page.mouse.up()
  },
  async walk(page, step) {
    await node(page, 1).click()
    for (let index = 0; index < 3; index += 1) await step(() => page.keyboard.press('ArrowRight'))
  },
  async insert(page, step) {
    await node(page, 1).click()
    await step(() => page.keyboard.press('a'))
    await page.keyboard.press('Delete')
  },
  async wrap(page, step) {
    await node(page, 1).click()
    await step(() => page.keyboard.press('p'))
    await page.keyboard.press('ControlOrMeta+z')
  },
  async move(page, step) {
    await node(page, 1).click()
    await step(() => page.keyboard.press('Alt+ArrowRight'))
    await step(() => page.keyboard.press('Alt+ArrowLeft'))
  },
  async delete(page, step) {
    await node(page, 1).click()
    await page.keyboard.press('a')
    await pause(restMilliseconds)
    await step(() => page.keyboard.press('Delete'))
  },
  async undo(page, step) {
    await node(page, 1).click()
    await page.keyboard.press('a')
    await pause(restMilliseconds)
    await step(() => page.keyboard.press('ControlOrMeta+z'))
  },
  async carry(page, step) {
    const at = await middleOf(node(page, 1))
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    await step(() => page.mouse.move(at.x + 90, at.y + 60, { steps: 30 }), 30)
    await step(() => page.mouse.move(at.x - 30, at.y - 40, { steps: 30 }), 30)
    await page.keyboard.press('Escape')
    await page.mouse.up()
  },
  async notation(page, step) {
    const text = page.getByRole('textbox', { name: 'Design in notation' })
    await text.focus()
    await text.evaluate(area => area.setSelectionRange(7, 7))
    await step(() => page.keyboard.press('1'))
    await step(() => page.keyboard.press('Backspace'))
    await node(page, 1).click()
  },
  async pan(page, step) {
    const at = await middleOf(page.locator('.diagram'))
    await page.mouse.move(at.x, at.y)
    const wheel = async by => { for (let index = 0; index < 20; index += 1) await page.mouse.wheel(by, 0) }
    await step(() => wheel(30), 20)
    await step(() => wheel(-30), 20)
  },
  async zoom(page, step) {
    const at = await middleOf(page.locator('.diagram'))
    await page.mouse.move(at.x, at.y)
    await page.keyboard.down('Control')
    const wheel = async by => { for (let index = 0; index < 10; index += 1) await page.mouse.wheel(0, by) }
    await step(() => wheel(20), 10)
    await step(() => wheel(-20), 10)
    await page.keyboard.up('Control')
  }
}

/** The digits with a design of so many blocks, its answers all there, as so many designs beside each other. */
export async function openDesign(blocks, designs = 1) {
  const window = await openWindow(['--example=digits'])
  await window.page.getByRole('textbox', { name: 'Design in notation' }).fill(designOf(blocks))
  await node(window.page, 1).getByText(/\d/).first().waitFor()
  for (let count = 1; count < designs; count += 1) {
    await window.page.getByRole('region', { name: 'Designs' }).getByRole('button', { name: 'Duplicate' }).click()
    await window.page.getByRole('tab', { selected: true, name: /copy/ }).waitFor()
  }
  await pause(3000)
  return window
}

/**
 * @param {{ blocks: number, designs: number, repeat: number, only: readonly string[] | null }} options
 * @returns for each kind of interaction, medians and 95th percentiles of its work, ms
 */
export async function measureInteractions({ blocks, designs, repeat, only }) {
  const { page, close } = await openDesign(blocks, designs)
  try {
    const results = {}
    for (const [name, perform] of Object.entries(interactions)) {
      if (only && !only.includes(name)) continue
      results[name] = summary(await measured(page, perform, repeat))
      process.stderr.write(`${blocks} blocks, ${name}: ${JSON.stringify(results[name])}\n`)
    }
    return results
  } finally {
    await close()
  }
}

async function measured(page, perform, repeat) {
  await perform(page, action => action())
  await pause(restMilliseconds)
  const recorder = await recordMainThread(page)
  const sizes = []
  const step = async (action, moves = 1) => {
    await pause(restMilliseconds)
    await recorder.mark('step')
    await action()
    await pause(restMilliseconds)
    await recorder.mark('rest')
    sizes.push(moves)
  }
  for (let round = 0; round < repeat; round += 1) await perform(page, step)
  const spans = (await recorder.end()).filter(({ name }) => name === 'step')
  if (spans.length !== sizes.length) throw new Error(`${sizes.length} steps left ${spans.length} spans in the trace`)
  return spans.map((span, index) => ({ ...span, moves: sizes[index] }))
}

function summary(spans) {
  const of = (key, share) => rounded(quantile(spans.map(span => (key === 'longest' || key === 'frame' ? span[key] : span[key] / span.moves)), share))
  return {
    steps: spans.length,
    perMove: spans.some(({ moves }) => moves > 1),
    total: { median: of('total', 0.5), p95: of('total', 0.95) },
    frame: { median: of('frame', 0.5), p95: of('frame', 0.95) },
    longest: { median: of('longest', 0.5), p95: of('longest', 0.95) },
    script: of('script', 0.5),
    layout: of('layout', 0.5),
    paint: of('paint', 0.5),
    collection: of('collection', 0.5)
  }
}

if (process.argv[1] === import.meta.filename) {
  const only = option('only', null)?.split(',') ?? null
  const results = {}
  for (const blocks of option('blocks', '100,500').split(',').map(Number)) {
    results[blocks] = await measureInteractions({ blocks, designs: Number(option('designs', '1')), repeat: Number(option('repeat', '6')), only })
  }
  process.stdout.write(`${JSON.stringify(results, null, 1)}\n`)
}
