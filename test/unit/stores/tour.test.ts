import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import { emptyProject } from '../../../core/api/contract'
import { useCoreConnection } from '../../../renderer/stores/coreConnection'
import { useProject } from '../../../renderer/stores/project'
import { useTour } from '../../../renderer/stores/tour'
import { tourSteps } from '../../../renderer/tour/steps'
import { fakeWindow, obligingCore, type FakeWindow } from '../shell/fakes'

let fake: FakeWindow

beforeEach(() => {
  setActivePinia(createPinia())
  fake = fakeWindow(() => obligingCore('a'))
})

describe('the tour', () => {
  it('goes through its steps and back, stays at the first, and ends after the last', async () => {
    useProject().start(emptyProject(), { name: 'Mine', grant: null })
    const tour = useTour()
    await tour.start()
    tour.back()
    expect(tour.place).toBe(0)
    for (const step of tourSteps) {
      expect(tour.step).toBe(step)
      tour.next()
    }
    expect(tour.step).toBeNull()
    tour.next()
    expect(tour.place).toBeNull()
  })

  it('leaves an open project alone; without one it opens the smallest example', async () => {
    useCoreConnection().connect()
    const [project, tour] = [useProject(), useTour()]
    Object.assign(fake.bridge, { openExample: (id: string) => Promise.resolve({ id, name: `${id}.csv`, kind: 'csv' }) })
    await tour.start()
    expect(project.name).toBe('Iris')
    expect(tour.place).toBe(0)
    project.start(emptyProject(), { name: 'Mine', grant: null })
    await tour.start()
    expect(project.name).toBe('Mine')
  })

  it('does not begin when the example cannot be opened', async () => {
    const tour = useTour()
    await tour.start()
    expect(tour.place).toBeNull()
  })

  it('is on offer when main says so, until it is taken or declined', async () => {
    const tour = useTour()
    await tour.offer()
    expect(tour.offered).toBe(true)
    tour.decline()
    expect(tour.offered).toBe(false)
  })
})
