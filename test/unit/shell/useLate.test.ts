import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useLate } from '../../../renderer/data/useLate'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

it('what is over at once is never late; what goes on is, until it ends', async () => {
  const going = ref(true)
  const late = effectScope().run(() => useLate(() => going.value, 250))!
  vi.advanceTimersByTime(200)
  going.value = false
  await nextTick()
  vi.advanceTimersByTime(1000)
  expect(late.value).toBe(false)
  going.value = true
  await nextTick()
  vi.advanceTimersByTime(250)
  expect(late.value).toBe(true)
  going.value = false
  await nextTick()
  expect(late.value).toBe(false)
})
