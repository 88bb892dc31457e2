import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { darkPalette, lightPalette, paletteOf, type ChartPalette } from '../../../core/report/charts/palette'

const properties: Readonly<Record<keyof ChartPalette, string>> = {
  panel: 'panel', ink: 'ink', dim: 'dim', line: 'line', lineStrong: 'line-strong', accent: 'accent', warm: 'neck', inside: 'ok', insideGround: 'ok-bg'
}

function themeValues(selector: string): ReadonlyMap<string, string> {
  const css = readFileSync(new URL('../../../renderer/shell/theme.css', import.meta.url), 'utf8')
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? ''
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(match => [match[1] ?? '', match[2] ?? '']))
}

function luminance(color: string): number {
  const channel = (start: number): number => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((left, right) => right - left)
  return (light + 0.05) / (dark + 0.05)
}

describe.each([['light', ':root', lightPalette], ['dark', ':root[data-theme="dark"]', darkPalette]] as const)('the %s palette', (name, selector, palette) => {
  it('has the values of the theme', () => {
    const theme = themeValues(selector)
    for (const [part, property] of Object.entries(properties)) expect(palette[part as keyof ChartPalette], property).toBe(theme.get(property))
    expect(paletteOf(name === 'dark')).toBe(palette)
  })

  it('keeps texts at 4.5:1 and marks at 3:1 on the ground', () => {
    for (const text of [palette.ink, palette.dim, palette.accent, palette.inside, palette.warm]) expect(contrast(text, palette.panel)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.inside, palette.insideGround)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(palette.lineStrong, palette.panel)).toBeGreaterThanOrEqual(3)
  })
})
