/** Runs a task once on the next animation frame; a hidden window has none, so a timer stands in. */

const hiddenWindowMilliseconds = 60

export function oncePerFrame(task: () => void): () => void {
  let scheduled = false
  return () => {
    if (scheduled) return
    scheduled = true
    const run = (): void => {
      if (!scheduled) return
      scheduled = false
      clearTimeout(timer)
      task()
    }
    const timer = setTimeout(run, hiddenWindowMilliseconds)
    if (typeof requestAnimationFrame === 'function') requestAnimationFrame(run)
  }
}
