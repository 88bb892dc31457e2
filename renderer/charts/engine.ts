/** The chart engine, which nothing needs before there is a chart: loaded once, when the first one is about to be shown. */
import { shallowRef } from 'vue'

type Drawing = typeof import('../../core/report/charts/engine')
type Rendering = typeof import('../../core/report/charts/render')

/** null: not here yet. */
export const engine = shallowRef<(Pick<Drawing, 'init'> & Pick<Rendering, 'chartPicture'>) | null>(null)

let loading: Promise<void> | null = null

/** Puts it into `engine` in a moment. */
export function loadEngine(): Promise<void> {
  loading ??= Promise.all([import('../../core/report/charts/engine'), import('../../core/report/charts/render')]).then(([{ init }, { chartPicture }]) => { engine.value = { init, chartPicture } })
  return loading
}
