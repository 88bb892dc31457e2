import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { darkPalette, lightPalette } from '../../../core/report/charts/palette'
import { layoutDiagram } from '../../../core/report/diagram/layout'
import { darkDiagramColours, diagramSvg, lightDiagramColours, scaleInWords } from '../../../core/report/diagram/svg'
import { evaluate, prepare } from '../../support/evaluate'

const notation = 'dense(4, relu) -> (dense(2) | dense(3, tanh) #wide) -> dense(1) #head'
const setting = { input: [4, 3, 2, 1, 0.5], budget: 6 }

function picture(unit: 'nats' | 'bits' = 'nats'): string {
  const layout = layoutDiagram(prepare(notation, setting).design, evaluate(notation, setting), { source: { name: 'a<b.csv', detail: '5 inputs' } })
  return diagramSvg(layout, { ...lightPalette, ...lightDiagramColours }, unit, 'Design & its flow')
}

it('the diagram as SVG shows every block with its number, the bottleneck with mark and word, and nothing that breaks the document', () => {
  const svg = picture()
  for (const words of ['dense 4', 'dense 2', 'wide', 'head', '▸◂ bottleneck', 'a&lt;b.csv', 'Design &amp; its flow']) expect(svg).toContain(words)
  const { blocks } = evaluate(notation, setting)
  for (const block of blocks) expect(svg).toContain(`${block.mmi.toPrecision(4)} nat`)
  expect(svg.match(/<path /g)!.length).toBeGreaterThan(blocks.length)
  expect(svg).not.toMatch(/NaN|undefined|Infinity/)
})

it('amounts follow the unit', () => {
  const { mmi } = evaluate(notation, setting)
  expect(picture('bits')).toContain(`${(mmi.value / Math.LN2).toPrecision(4)} bit`)
})

it('without a result the picture stands, with thin rails and no scale', () => {
  const layout = layoutDiagram(prepare(notation, setting).design, null, { source: { name: 'X', detail: 'no data' } })
  expect(diagramSvg(layout, { ...darkPalette, ...darkDiagramColours }, 'nats', 'Design')).not.toMatch(/NaN|undefined/)
  expect(scaleInWords(layout, 'nats')).toBe('')
})

it.each([[':root {', lightDiagramColours], [':root[data-theme="dark"] {', darkDiagramColours]] as const)('its colours are those of the theme %s', (selector, colours) => {
  const css = readFileSync(new URL('../../../renderer/shell/theme.css', import.meta.url), 'utf8')
  const block = css.slice(css.indexOf(selector)).split('}')[0] ?? ''
  for (const [property, value] of [['flow', colours.flow], ['flow-2', colours.branchFlow], ['neck-bg', colours.warmGround]]) expect(block).toContain(`--${property}: ${value};`)
})
