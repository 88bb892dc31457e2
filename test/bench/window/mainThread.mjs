// What the page's main thread did, from Chromium's own trace: script, style and layout, and putting paint together. Raster is not in it:
// it happens on other threads and, on a computer with a graphics card, not on the processor at all. Times are of the thread's processor
// time, so that what else the computer does adds little to them.

// As few as tell the groups apart: what is recorded is slowed down by it.
const categories = ['toplevel', 'devtools.timeline', 'blink.user_timing']

const layoutNames = new Set(['UpdateLayoutTree', 'RecalculateStyles', 'Layout', 'ScheduleStyleRecalculation', 'HitTest'])
const paintNames = new Set(['PrePaint', 'Paint', 'Layerize', 'Commit', 'UpdateLayer', 'UpdateLayerTree', 'CompositeLayers', 'IntersectionObserverController::computeIntersections'])
const collectionNames = new Set(['MinorGC', 'MajorGC', 'V8.GCScavenger', 'BlinkGC.AtomicPhase'])

/**
 * Records what happens between marks.
 *
 * @param {import('playwright').Page} page
 * @returns {Promise<{ mark: (name: string) => Promise<void>, end: () => Promise<readonly Span[]> }>} `end` gives a span for each mark but
 *   the last: the work from that mark to the next one
 */
export async function recordMainThread(page) {
  const session = await page.context().newCDPSession(page)
  const events = []
  session.on('Tracing.dataCollected', ({ value }) => { for (const event of value) events.push(event) })
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { recordMode: 'recordUntilFull', traceBufferSizeInKb: 400_000, includedCategories: categories } })
  return {
    mark: name => page.evaluate(text => { performance.mark(`bench:${text}`) }, name),
    async end() {
      const complete = new Promise(resolve => session.once('Tracing.tracingComplete', resolve))
      await session.send('Tracing.end')
      await complete
      await session.detach()
      return spansOf(events)
    }
  }
}

function spansOf(events) {
  const marks = events.filter(({ name, cat }) => cat.includes('blink.user_timing') && name.startsWith('bench:')).toSorted((one, other) => one.ts - other.ts)
  const first = marks[0]
  if (!first) throw new Error('the trace holds no marks')
  const own = events.filter(({ pid, tid, ph }) => pid === first.pid && tid === first.tid && ph === 'X').toSorted((one, other) => one.ts - other.ts || other.dur - one.dur)
  return marks.slice(0, -1).map((mark, index) => {
    const next = marks[index + 1]
    return { name: mark.name.slice('bench:'.length), ...workOf(own.filter(({ ts, dur }) => ts > mark.ts && ts + dur < next.ts)) }
  })
}

/** What separates frames where nothing was painted, microseconds. */
const frameMicroseconds = 16_667

/**
 * @param events complete events of one thread in order of time, an outer before its inner ones
 * @returns milliseconds: `total`; the `longest` task; the busiest `frame`, which is all tasks from one painting to the next without a
 *   frame's time of rest between them; and what the total is made of
 */
function workOf(events) {
  const work = { total: 0, longest: 0, frame: 0, script: 0, layout: 0, paint: 0, collection: 0 }
  const open = []
  let frame = 0
  let restsSince = -Infinity
  let painted = false
  const add = (task, milliseconds) => {
    if (painted || task.ts - restsSince > frameMicroseconds) frame = 0
    frame += milliseconds
    restsSince = task.ts + task.dur
    work.frame = Math.max(work.frame, frame)
    work.longest = Math.max(work.longest, milliseconds)
    work.total += milliseconds
  }
  const close = until => {
    while (open.length > 0 && open.at(-1).end <= until) {
      const { event, inner, paints } = open.pop()
      const milliseconds = (event.tdur ?? 0) / 1000
      work[groupOf(event)] += milliseconds - inner
      const outer = open.at(-1)
      if (outer) {
        outer.inner += milliseconds
        outer.paints ||= paints || paintNames.has(event.name)
        continue
      }
      add(event, milliseconds)
      painted = paints
    }
  }
  for (const event of events) {
    close(event.ts)
    open.push({ event, end: event.ts + event.dur, inner: 0, paints: false })
  }
  close(Infinity)
  return work
}

function groupOf({ name }) {
  if (layoutNames.has(name)) return 'layout'
  if (paintNames.has(name)) return 'paint'
  return collectionNames.has(name) ? 'collection' : 'script'
}
