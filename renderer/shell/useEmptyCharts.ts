/** Why a chart of the deck is empty, and what can be done about it from there. */
import { computed, type ComputedRef } from 'vue'
import { walk } from '../../core/design/paths'
import { cardTitle } from '../../core/report/diagram/captions'
import { onlyWords, type EmptyChart, type WayOut } from '../charts/emptyChart'
import { newDense } from '../diagram/newItems'
import { useCsvImport } from '../stores/csvImport'
import { useData } from '../stores/data'
import { useDiagram } from '../stores/diagram'
import { useEvaluation } from '../stores/evaluation'
import { useFiles } from '../stores/files'
import { useProject } from '../stores/project'
import { useTarget } from '../stores/target'
import { problemWords } from './wording'

export type EmptyCharts = Readonly<Record<'budget' | 'width' | 'target' | 'spectrum' | 'covariance', ComputedRef<EmptyChart>>>

export function useEmptyCharts(): EmptyCharts {
  const data = useData()
  const files = useFiles()
  const project = useProject()
  const diagram = useDiagram()
  const evaluation = useEvaluation()
  const target = useTarget()
  const csvImport = useCsvImport()

  const openCsv: WayOut = { label: 'Open CSV…', perform: () => void files.openCsv() }
  const addLayer: WayOut = { label: 'Add a dense layer', perform: () => diagram.edit({ kind: 'insert', at: [0], items: [newDense] }) }
  const chooseLabel: WayOut = { label: 'Choose a label…', perform: () => void csvImport.changeReading() }

  const withoutData = (text: string): EmptyChart => ({ text, ways: data.loading ? [] : [openCsv] })
  /** What every chart of the design waits for; null: nothing. */
  const noDesign = (text: string): EmptyChart | null => {
    if (data.data === null) return withoutData(text)
    if (evaluation.isEmpty) return { text, ways: [addLayer] }
    return evaluation.problem ? onlyWords(`${problemWords(evaluation.problem).what} The curve appears once the design is in order.`) : null
  }

  return {
    budget: computed(() => noDesign('The curve appears once there are data and a layer.') ?? onlyWords('Computing …')),
    width: computed(() => {
      const waiting = noDesign('What the width of a block is worth appears once there are data and a layer.')
      if (waiting) return waiting
      const first = walk(project.design).find(entry => entry.kind === 'item' && entry.item.kind !== 'parallel')
      const ways = first?.kind === 'item' && first.item.kind !== 'parallel' ? [{ label: `Select ${cardTitle(first.item)}`, perform: () => project.select(first.path) }] : []
      return { text: 'Select a block to see what its width is worth.', ways }
    }),
    target: computed(() => {
      switch (target.state) {
        case 'no-data': return withoutData('The target interval appears once there are data with a label.')
        case 'no-label': return target.canLabel
          ? { text: 'The interval says how much of X a network should keep to tell a label. Which column is the label?', ways: [chooseLabel] }
          : { text: 'These data have no rows with a label. The interval needs a CSV with one.', ways: [openCsv] }
        default: return { text: 'How much of X should a network keep? The interval is estimated from the labelled rows.', ways: [{ label: 'Compute the interval', perform: () => void target.compute() }] }
      }
    }),
    spectrum: computed(() => withoutData('The eigenvalues appear once there are data.')),
    covariance: computed(() => withoutData('Σ appears once there are data.'))
  }
}
