/** Curves of other designs laid over the shown one's in MMI(F): which ones, and the curves themselves. */
import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { BudgetCurve, ModelOptions } from '../../core/api/model'
import type { NamedCurve } from '../../core/report/charts/spec'
import { useCoreConnection } from './coreConnection'
import type { CurveRange } from './curveRange'
import { useData } from './data'
import { useEvaluation } from './evaluation'
import { oncePerFrame } from './frame'
import { latestWins } from './latest'
import { useProject } from './project'
import { steady } from './steady'
import { stoppedQuestions } from './stoppedQuestions'

interface CurveQuestion {
  /** Of the design in the project. */
  readonly key: number
  readonly name: string
  /** Equal for equal curves. */
  readonly id: string
  readonly dataId: string
  readonly model: ModelOptions
  readonly notation: string
  readonly range: CurveRange
}

const curvePoints = 240

export const useOverlays = defineStore('overlays', () => {
  const core = useCoreConnection()
  const project = useProject()
  const data = useData()
  const evaluation = useEvaluation()
  const stopped = stoppedQuestions()

  /** Keys of the designs whose curve is drawn while another one is shown. */
  const chosen = shallowRef<ReadonlySet<number>>(new Set())
  const curves = shallowRef<ReadonlyMap<string, BudgetCurve>>(new Map())

  /** Over the same budgets as the shown design's own curve. */
  const wanted = steady((): readonly CurveQuestion[] => {
    const dataId = data.data?.dataId
    const { range, model } = evaluation
    if (dataId === undefined || range === null) return []
    return project.designList().designs.flatMap(({ key, entry: { name, notation }, tree }, index) => {
      if (index === project.activeIndex || !chosen.value.has(key) || tree.items.length === 0) return []
      const id = JSON.stringify([dataId, model.covariance, model.shape, model.noise, range, notation])
      return [{ key, name, id, dataId, model, notation, range }]
    })
  })
  const drawn = computed(() => wanted.value.flatMap(({ key, id, name }) => {
    const curve = curves.value.get(id)
    return curve ? [{ key, name, curve }] : []
  }))
  /** For the chart, in the order of the list. */
  const others = computed((): readonly NamedCurve[] => drawn.value.map(({ name, curve: { budgets, mmi } }) => ({ name, budgets, mmi })))
  /** Place of a design's curve in `others`, by key. */
  const places = computed((): ReadonlyMap<number, number> => new Map(drawn.value.map(({ key }, place) => [key, place])))

  const requests = latestWins<readonly CurveQuestion[], ReadonlyMap<string, BudgetCurve>>(askCurves, found => { curves.value = found })

  /** Curves that are known are kept, the others asked for; a design that has none is left out. */
  async function askCurves(asked: readonly CurveQuestion[]): Promise<ReadonlyMap<string, BudgetCurve>> {
    const known = curves.value
    const found = await Promise.all(asked.map(async ({ id, dataId, model, notation, range: { from, to } }) => {
      const before = known.get(id)
      if (before || !stopped.mayAsk(id)) return [id, before] as const
      const result = await core.call('budgetCurve', dataId, model, notation, { from, to, points: curvePoints, scale: 'log' })
      stopped.answered(id, result, core.state)
      return [id, result.ok ? result.value : undefined] as const
    }))
    return new Map(found.flatMap(([id, curve]) => (curve ? [[id, curve]] : [])))
  }

  const ask = oncePerFrame(() => { if (wanted.value.length > 0) requests.request(wanted.value) })
  watch(() => JSON.stringify(wanted.value.map(({ id }) => id)), () => ask())

  function choose(key: number, on: boolean): void {
    const next = new Set(chosen.value)
    if (on) next.add(key)
    else next.delete(key)
    chosen.value = next
  }

  // A design that was just made is seen against the one it was made beside. Keys rise, so one that undo brings back is not new.
  let newest = Math.max(...project.designKeys)
  let shown = project.activeKey
  watch(() => [project.activeKey, project.designKeys] as const, ([active, keys]) => {
    if (active > newest && keys.includes(shown)) choose(shown, true)
    newest = Math.max(newest, ...keys)
    shown = active
  })

  return { chosen, others, places, choose }
})
