/** The tour of the window: which step is shown, and whether it is on offer. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { tourSteps } from '../tour/steps'
import { useFiles } from './files'
import { useProject } from './project'

export const useTour = defineStore('tour', () => {
  const files = useFiles()
  const project = useProject()

  /** Index into the steps; null: no tour is under way. */
  const place = ref<number | null>(null)
  /** The start screen asks whether it is wanted. */
  const offered = ref(false)
  const step = computed(() => (place.value === null ? null : tourSteps[place.value] ?? null))
  const isLast = computed(() => place.value === tourSteps.length - 1)

  /** Asks main whether this is the very first start screen. */
  async function offer(): Promise<void> {
    offered.value = await window.workbench.claimTourOffer()
  }

  function decline(): void {
    offered.value = false
  }

  /** From the first step, over the project that is open or else over the smallest example. */
  async function start(): Promise<void> {
    offered.value = false
    if (!project.opened) await files.openExample('iris')
    if (project.opened) place.value = 0
  }

  /** Beyond the last step it ends. */
  function next(): void {
    if (place.value !== null) place.value = isLast.value ? null : place.value + 1
  }

  function back(): void {
    if (place.value !== null) place.value = Math.max(0, place.value - 1)
  }

  function end(): void {
    place.value = null
  }

  return { place, offered, step, isLast, offer, decline, start, next, back, end }
})
