import type { InjectionKey, Ref } from 'vue'

/** Where a chart puts its switches when its title is a tab: beside the tabs. */
export const chartHead: InjectionKey<Readonly<Ref<HTMLElement | null>>> = Symbol('head of the chart')
