/** The tour of the window as data: what each step points at and what it says. Keys stand as `{command id}` and are written as the keyboard shows them. */

/** Panels that carry `data-tour`; each is one step's. */
export type TourAnchor = 'source' | 'diagram' | 'inspector' | 'target' | 'charts' | 'answer' | 'header'

export interface TourStep {
  readonly anchor: TourAnchor
  readonly title: string
  readonly text: string
  /** Where the words stand beside the panel; `inside` its lower edge where nothing is beside it. */
  readonly side: 'top' | 'right' | 'bottom' | 'left' | 'inside'
  /** The foldable side of the workbench that the panel stands in. */
  readonly within: 'source' | 'inspector' | 'charts' | null
}

export const tourSteps: readonly TourStep[] = [
  {
    anchor: 'source',
    title: 'Source',
    text: 'What the network reads: a CSV, or a modelled spectrum. The answers follow from its covariance Σ, and from the weight budget F and the noise σ² under Model. Columns… shows how a CSV was understood.',
    side: 'right',
    within: 'source'
  },
  {
    anchor: 'diagram',
    title: 'Diagram',
    text: 'Rails are as thick as the information that can pass; where they narrow stands the bottleneck, marked ▸◂. + on a rail adds a block and dragging moves it. By keyboard, arrows walk, {diagram.insert} inserts, {diagram.wrapParallel} wraps in parallel, {edit.undo} takes back. The same design stands as text below.',
    side: 'inside',
    within: null
  },
  {
    anchor: 'inspector',
    title: 'Inspector',
    text: 'The whole design, or the block that is selected: click one, or press Enter on it, to change its units. Each number is exact, an upper bound or an approximation, and says why.',
    side: 'left',
    within: 'inspector'
  },
  {
    anchor: 'target',
    title: 'Target',
    text: 'How much is enough? The interval begins where Z can still tell the label and ends where so many rows can support no more. The verdict says where the design stands; Set … brings it to the upper end. It needs a label, chosen under Source.',
    side: 'left',
    within: 'inspector'
  },
  {
    anchor: 'charts',
    title: 'Charts',
    text: 'Drag the dashed line in MMI(F), or focus it and press the arrow keys: that is the budget, and bars of the spectrum light up as components join. Tabs hold the width of a block, the target and Σ; every chart has a table and an export.',
    side: 'top',
    within: 'charts'
  },
  {
    anchor: 'answer',
    title: 'The answer in one line',
    text: 'MMI is the most that the output Z can know about the input X. Beside it: its standard error, how sure it is, the bottleneck and the target. Words with a dotted line explain themselves when pressed.',
    side: 'top',
    within: null
  },
  {
    anchor: 'header',
    title: 'Keep it, and find the rest',
    text: '{file.save} saves a project that computes without the CSV, and + beside the design’s name makes a second one to compare. {view.palette} finds every command and block, {help.terms} explains the terms, {help.shortcuts} lists the keys. This tour stands in the Help menu.',
    side: 'bottom',
    within: null
  }
]

/** A step's text with the keys of its commands. */
export function stepWords({ text }: TourStep, keyOf: (command: string) => string): string {
  return text.replace(/\{([^}]+)\}/g, (_whole, command: string) => keyOf(command))
}
