/** The one place where the chart engine is put together: the parts our charts use, drawn as SVG. */
import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, CustomChart, LineChart, GridComponent, TooltipComponent, SVGRenderer])

export { init }
export type { EChartsType } from 'echarts/core'
