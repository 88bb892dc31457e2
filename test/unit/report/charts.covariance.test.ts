import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { CovarianceMap } from '../../../core/api/covarianceMap'
import { cellInWords, covarianceChart } from '../../../core/report/charts/covariance'
import { cellAt, covarianceLayout } from '../../../core/report/charts/covarianceLayout'
import { colorCount, colorPlace, divergingColors } from '../../../core/report/charts/divergingColors'
import { textWidth } from '../../../core/report/charts/labels'
import { darkPalette, lightPalette } from '../../../core/report/charts/palette'
import { indexedImage, type Color } from '../../../core/report/charts/pixelImage'
import { toSvg } from '../../../core/report/charts/render'
import { panelSize, type CovarianceSpec } from '../../../core/report/charts/spec'
import { covarianceTable, tableToCsv } from '../../../core/report/charts/table'
import { chartInWords } from '../../../core/report/charts/words'

const three: CovarianceSpec = {
  kind: 'covariance', names: ['mass', 'length', 'age'],
  map: { kind: 'covariance', order: 3, edges: Int32Array.of(0, 1, 2, 3), cells: Float64Array.of(4, 1, -1.9, 1, 9, 0, -1.9, 0, 1), strongest: { first: 0, second: 2, correlation: -0.95 } }
}

/** 500 columns in 200 cells, all of one value. */
const blocks: CovarianceSpec = {
  kind: 'covariance', names: Array.from({ length: 500 }, (_, index) => `gene ${index}`),
  map: { kind: 'correlation', order: 500, edges: Int32Array.from({ length: 201 }, (_, index) => Math.floor(index * 2.5)), cells: new Float64Array(200 * 200).fill(0.25), strongest: null }
}

/** A PNG taken apart by somebody else's inflate. */
function decoded(address: string): { readonly width: number; readonly height: number; readonly colors: readonly Color[]; readonly indices: readonly number[] } {
  const bytes = Buffer.from(address.replace('data:image/png;base64,', ''), 'base64')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const head = chunks.get('IHDR')!
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  // inflateSync checks the sum over all bytes
  const rows = inflateSync(chunks.get('IDAT')!)
  const indices = Array.from({ length: height }, (_, row) => [...rows.subarray(row * (width + 1) + 1, (row + 1) * (width + 1))]).flat()
  const flat = [...chunks.get('PLTE')!]
  return { width, height, indices, colors: Array.from({ length: flat.length / 3 }, (_, index) => [flat[3 * index]!, flat[3 * index + 1]!, flat[3 * index + 2]!] as const) }
}

interface ImageStyle { readonly image: string; readonly width: number; readonly height: number }

function imagesOf(spec: CovarianceSpec, palette = lightPalette): readonly ImageStyle[] {
  const [series] = covarianceChart(spec, palette).series as readonly [{ readonly data: readonly unknown[]; renderItem(parameters: { readonly dataIndex: number }): { readonly type: string; readonly style: ImageStyle } }]
  return series.data.map((_, dataIndex) => series.renderItem({ dataIndex })).filter(({ type }) => type === 'image').map(({ style }) => style)
}

describe('a picture of cells', () => {
  it.each([[1, 1], [3, 2], [200, 200], [300, 300]])('of %i × %i pixels is a PNG that holds them', (width, height) => {
    const indices = Uint8Array.from({ length: width * height }, (_, index) => (index * 7) % 3)
    const colors: readonly Color[] = [[1, 2, 3], [255, 0, 9], [4, 5, 6]]
    expect(decoded(indexedImage(width, height, indices, colors))).toEqual({ width, height, colors, indices: [...indices] })
  })
})

describe('the colours of a heat map', () => {
  const luminance = (color: Color): number => [0.2126, 0.7152, 0.0722].reduce((sum, weight, channel) => sum + weight * ((color[channel]! / 255) ** 2.2), 0)

  it.each([['light', lightPalette], ['dark', darkPalette]] as const)('leave the ground at zero and stand off from it more and more on either side: %s', (_, palette) => {
    const colors = divergingColors(palette)
    const zero = luminance(colors[colorPlace(0, 1)]!)
    for (const direction of [-1, 1]) {
      const away = Array.from({ length: 11 }, (_each, step) => Math.abs(luminance(colors[colorPlace((direction * step) / 10, 1)]!) - zero))
      expect(away).toEqual(away.toSorted((a, b) => a - b))
      const [light, dark] = [luminance(colors[colorPlace(direction, 1)]!), zero].toSorted((a, b) => b - a)
      // marks stand at 3:1 on the ground
      expect((light! + 0.05) / (dark! + 0.05)).toBeGreaterThanOrEqual(3)
    }
    // Blue is what the one end has most of and the other least: no kind of colour vision mixes them up.
    expect(colors[colorCount - 1]![2] - colors[0]![2]).toBeGreaterThan(100)
  })

  it('stop at the limit, and are the ground where everything is zero', () => {
    expect([colorPlace(5, 1), colorPlace(-5, 1), colorPlace(0, 0)]).toEqual([colorCount - 1, 0, (colorCount - 1) / 2])
  })
})

describe('the heat map', () => {
  it('draws one pixel a cell, coloured by its share of the largest', () => {
    const [matrix] = imagesOf(three)
    const { width, height, indices, colors } = decoded(matrix!.image)
    expect([width, height]).toEqual([3, 3])
    expect(indices).toEqual(Array.from(three.map.cells, value => colorPlace(value, 9)))
    expect(colors).toEqual(divergingColors(lightPalette))
    expect(matrix!.width).toBe(matrix!.height)
  })

  it('runs its scale from the largest down to the smallest, from −1 to 1 for correlations', () => {
    const { barLabels, limit } = covarianceLayout(three, panelSize)
    expect([limit, barLabels.map(({ text }) => text)]).toEqual([9, ['9.00', '0', '−9.00']])
    expect(covarianceLayout(blocks, panelSize).limit).toBe(1)
    const { indices } = decoded(imagesOf(three)[1]!.image)
    expect([indices[0], indices.at(-1)]).toEqual([colorCount - 1, 0])
  })

  it('finds the cell under a point, and none beside the square', () => {
    const layout = covarianceLayout(three, panelSize)
    const { left, top, width } = layout.square
    expect(cellAt(layout, { x: left + width / 2, y: top + 1 })).toEqual({ row: 0, column: 1 })
    expect(cellAt(layout, { x: left + width + 1, y: top + 1 })).toBeNull()
  })

  it('says what a cell stands for, blocks too', () => {
    expect(cellInWords(three, 0, 2)).toEqual(['mass', 'age', 'covariance −1.900'])
    expect(cellInWords(three, 1, 1)).toEqual(['length', 'variance 9.000'])
    expect(cellInWords({ ...three, names: [] }, 0, 1)).toEqual(['column 0', 'column 1', 'covariance 1.000'])
    expect(cellInWords(blocks, 0, 1)).toEqual(['gene 0 … gene 1', 'gene 2 … gene 4', 'mean correlation 0.2500'])
  })

  it('says that it shows means over blocks, in the picture, in the table and in words', () => {
    const words = '500 columns; one cell is the mean over blocks of 2 or 3'
    expect(covarianceLayout(blocks, panelSize).remark?.text).toBe(words)
    expect(covarianceTable(blocks).caption).toContain(words)
    expect(chartInWords(blocks)).toContain(words)
    expect(covarianceLayout(three, panelSize).remark).toBeNull()
  })

  it('names rows as far as they have room: all of a few, some of many, none twice in one place', () => {
    expect(covarianceLayout(three, panelSize).names.map(({ text }) => text)).toEqual(three.names)
    const { names } = covarianceLayout(blocks, panelSize)
    expect(names.length).toBeGreaterThan(5)
    for (const [index, { box }] of names.entries()) if (index > 0) expect(box.top).toBeGreaterThanOrEqual(names[index - 1]!.box.top + box.height)
  })

  it('keeps everything inside of the picture, however long the names and small the panel', () => {
    const long: CovarianceSpec = { ...three, names: three.names.map(name => `${name} of everything that has ever been measured`) }
    for (const size of [panelSize, { width: 260, height: 130 }, { width: 900, height: 600 }]) {
      for (const spec of [long, blocks]) {
        const { names, barLabels, bar } = covarianceLayout(spec, size)
        for (const { box, text } of [...names, ...barLabels]) {
          expect(box.left + textWidth(text)).toBeLessThanOrEqual(size.width)
          expect(box.top + box.height).toBeLessThanOrEqual(size.height + box.height / 2)
        }
        for (const { box } of names) expect(box.left + box.width).toBeLessThanOrEqual(bar.left)
      }
    }
  })

  it('has a table twin with every cell, and as CSV', () => {
    const table = covarianceTable(three)
    expect(table.headers).toEqual(['column', 'mass', 'length', 'age'])
    expect(table.rows[2]).toEqual(['age', -1.9, 0, 1])
    expect(tableToCsv(table).split('\r\n')[1]).toBe('mass,4,1,-1.9')
  })

  it('tells the strongest pair in words', () => {
    expect(chartInWords(three)).toBe('Covariance of 3 columns as a heat map, values from −1.900 to 9.000. The strongest correlation is −0.9500, between mass and age.')
  })

  it('is drawn into an SVG whose cells have sharp edges', () => {
    const svg = toSvg(three, panelSize, darkPalette)
    expect(svg).toContain('image-rendering: pixelated')
    expect(svg).toContain(imagesOf(three, darkPalette)[0]!.image)
    expect(svg).toContain('>mass</text>')
  })

  it('stands for a single column too', () => {
    const map: CovarianceMap = { kind: 'covariance', order: 1, edges: Int32Array.of(0, 1), cells: Float64Array.of(0), strongest: null }
    expect(toSvg({ kind: 'covariance', map, names: ['a'] }, panelSize, lightPalette)).toContain('<image')
  })
})
