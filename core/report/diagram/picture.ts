/** The diagram of a design as a picture for elsewhere: the report, an exported file, the clipboard. */
import type { Evaluation, InformationUnit } from '../../api/model'
import type { Design } from '../../design/types'
import { paletteOf } from '../charts/palette'
import type { Picture } from '../picture'
import { layoutDiagram } from './layout'
import { darkDiagramColours, diagramSvg, lightDiagramColours, scaleInWords } from './svg'
import type { DiagramSource } from './types'

export interface DrawnDesign {
  readonly name: string
  readonly notation: string
  readonly tree: Design
  /** null: drawn without numbers. */
  readonly evaluation: Evaluation | null
}

export interface DiagramView {
  readonly source: DiagramSource
  readonly unit: InformationUnit
  readonly dark: boolean
}

/** Letters of a source's name that its 200 px hold; of a longer one the end is left, where the files of one study differ. */
const sourceLetters = 24

/** @returns the picture, and the thickness of its rails in words */
export function diagramPicture({ name, notation, tree, evaluation }: DrawnDesign, { source, unit, dark }: DiagramView): Picture & { readonly caption: string } {
  const shown = source.name.length <= sourceLetters ? source.name : `…${source.name.slice(1 - sourceLetters)}`
  const layout = layoutDiagram(tree, evaluation, { source: { ...source, name: shown } })
  const palette = { ...paletteOf(dark), ...(dark ? darkDiagramColours : lightDiagramColours) }
  return { svg: diagramSvg(layout, palette, unit, `${name}: ${notation}`), width: layout.width, height: layout.height, caption: scaleInWords(layout, unit) }
}
