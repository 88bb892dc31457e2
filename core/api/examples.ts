/** The three examples of the start screen: which data they read, how the project is set and what to look at in it. */
import { emptyProject, type ProjectDocument } from '../project/document'
import type { ExampleId } from './bridge'
import type { ModelledSpectrum } from './model'

/** Where an example's data come from: a CSV beside the app under its id, or a modelled spectrum. */
export type ExampleSource = { readonly kind: 'csv'; readonly label: string } | { readonly kind: 'spectrum'; readonly spectrum: ModelledSpectrum }

export interface Example {
  readonly id: ExampleId
  readonly title: string
  /** Two sentences of what to look at. */
  readonly lookAt: readonly [string, string]
  readonly source: ExampleSource
  /** Without its source: that is known once the data are read. */
  readonly document: ProjectDocument
}

export const examples: readonly Example[] = [
  {
    id: 'iris',
    title: 'Iris',
    lookAt: [
      'At a budget of 10 both layers tie: the budget limits, not the width.',
      'Drag the budget line below past the next breakpoint and see the last layer, two units wide, become the bottleneck.'
    ],
    source: { kind: 'csv', label: 'species' },
    document: { ...emptyProject(), budget: 10, designs: [{ name: 'Design A', notation: 'dense(8, relu) -> dense(2)' }] }
  },
  {
    id: 'figure-1',
    title: 'Figure 1 of the paper',
    lookAt: [
      'A spectrum that falls by e⁻⁰·¹ per component, 100 inputs and 50 units: at each breakpoint one more component joins, yet MMI(F) neither jumps nor bends.',
      'Choose the power law under Source to compare the paper’s second spectrum.'
    ],
    source: { kind: 'spectrum', spectrum: { kind: 'exponential', rate: 0.1, dimension: 100 } },
    document: { ...emptyProject(), budget: 500, designs: [{ name: 'Design A', notation: 'dense(50)' }] }
  },
  {
    id: 'digits',
    title: 'Digits with a convolution',
    lookAt: [
      'Images of 8×8 pixels pass shared 4×4 filters, then two branches side by side: select the group to compare the plain sum with the joint bound.',
      'Give the convolution only 2 filters and see the bottleneck move to it.'
    ],
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
