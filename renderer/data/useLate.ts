import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

/** True once something has gone on for a while: what is over at once must not push the panel about. */
export function useLate(going: () => boolean, milliseconds: number): Readonly<Ref<boolean>> {
  const late = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(going, now => {
    clearTimeout(timer)
    if (now) timer = setTimeout(() => { late.value = true }, milliseconds)
    else late.value = false
  }, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))
  return readonly(late)
}
