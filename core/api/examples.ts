/** The three examples of the start screen: which data they read, how the project is set and what to look at in it. */
import { emptyProject, type ProjectDocument } from '../project/document'
import type { ExampleId } from './bridge'
import type { ModelledSpectrum } from './model'

/** Where an example's data come from: a CSV beside the app under its id, or a modelled spectrum. */
export type ExampleSource = { readonly kind: 'csv'; readonly label: string } | { readonly kind: 'spectrum'; readonly spectrum: ModelledSpectrum }

export interface Example {
  readonly id: ExampleId
  readonly title: string
  /** A sentence on what to look at, and one on what to try. Every number in them is recomputed by a test. */
  readonly lookAt: string
  readonly tryThis: string
  readonly source: ExampleSource
  /** Without its source: that is known once the data are read. */
  readonly document: ProjectDocument
}

export const examples: readonly Example[] = [
  {
    id: 'iris',
    title: 'Iris',
    lookAt: 'At a budget of 10 both layers let the same 1.984 nat through: the budget limits, not the width.',
    tryThis: 'Drag the dashed line in MMI(F) past the breakpoint at 21.22: the last layer, two units wide, becomes the bottleneck.',
    source: { kind: 'csv', label: 'species' },
    document: { ...emptyProject(), budget: 10, designs: [{ name: 'Design A', notation: 'dense(8, relu) -> dense(2)' }] }
  },
  {
    id: 'figure-1',
    title: 'Figure 1 of the paper',
    lookAt: 'At a budget of 500, 32 of 100 components carry information, 25.10 nat in all; one more joins at each breakpoint, yet MMI(F) neither jumps nor bends.',
    tryThis: 'Choose the power law under Source, the paper’s second spectrum: the same budget then buys 14.74 nat.',
    source: { kind: 'spectrum', spectrum: { kind: 'exponential', rate: 0.1, dimension: 100 } },
    document: { ...emptyProject(), budget: 500, designs: [{ name: 'Design A', notation: 'dense(50)' }] }
  },
  {
    id: 'digits',
    title: 'Digits with a convolution',
    lookAt: 'The rails narrow at head: shared 4×4 filters let 72.37 nat through, its 10 outputs at most 31.76 nat.',
    tryThis: 'Select conv 4×4 and set its filters from 6 to 2: it lets 30.72 nat through and becomes the bottleneck.',
    source: { kind: 'csv', label: 'digit' },
    document: {
      ...emptyProject(),
      budget: 76,
      shape: { height: 8, width: 8, channels: 1 },
      designs: [{ name: 'Design A', notation: 'conv(kernel=4x4, filters=6, relu) -> (dense(16, relu) | dense(32, tanh)) -> dense(10) #head' }]
    }
  }
]

/** @throws for an id outside the closed list */
export function exampleById(id: ExampleId): Example {
  const found = examples.find(example => example.id === id)
  if (!found) throw new Error(`unknown example ${id}`)
  return found
}
