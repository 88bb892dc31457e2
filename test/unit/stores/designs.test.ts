import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { emptyProject, type CoreApi } from '../../../core/api/contract'
import { failure, success, type Problem } from '../../../core/api/problem'
import { useCoreConnection } from '../../../renderer/stores/coreConnection'
import { useData } from '../../../renderer/stores/data'
import { useDesigns } from '../../../renderer/stores/designs'
import { useEvaluation } from '../../../renderer/stores/evaluation'
import { oncePerFrame } from '../../../renderer/stores/frame'
import { useOverlays } from '../../../renderer/stores/overlays'
import { useProject } from '../../../renderer/stores/project'
import { useTarget } from '../../../renderer/stores/target'
import { emptyCurve, evaluationOf, fakeWindow, loaded, obligingCore, targetOf, type FakeWindow } from '../shell/fakes'

const trouble: Problem = { code: 'DESIGN_DIVISIBILITY', what: 'it does not divide', meaning: 'no answer', action: 'change it' }

async function open(core: (generation: number) => Partial<CoreApi> = () => obligingCore('a'), notations: readonly string[] = ['dense(2)', 'dense(3)', 'dense(4)']): Promise<FakeWindow> {
  setActivePinia(createPinia())
  const fake = fakeWindow(core)
  useCoreConnection().connect()
  useProject().start({ ...emptyProject(), budget: 10, designs: notations.map((notation, index) => ({ name: `Design ${index + 1}`, notation })) }, { name: 'Test', grant: null })
  useDesigns()
  await useData().load({ kind: 'spectrum', spectrum: { kind: 'white', dimension: 4 } })
  await vi.waitFor(() => expect(useEvaluation().curve).not.toBeNull())
  return fake
}

const calls = (fake: FakeWindow, name: string) => fake.calls.filter(call => call.name === name)
/** Frames come in order: after this one whatever a store meant to ask has been asked. */
const frame = async (): Promise<void> => {
  await nextTick()
  await new Promise<void>(resolve => oncePerFrame(resolve)())
}
const mmi = (): readonly (number | undefined)[] => useDesigns().rows.map(({ comparison }) => comparison?.evaluation.mmi.value)

describe('designs side by side', () => {
  it('cost nothing while nobody looks, or while there is only one', async () => {
    const unseen = await open()
    await frame()
    expect(calls(unseen, 'compareDesigns')).toHaveLength(0)
    const single = await open(undefined, ['dense(2)'])
    useDesigns().observe()
    await frame()
    expect(calls(single, 'compareDesigns')).toHaveLength(0)
  })

  it('are all asked for in one call, again when the budget moves, and no more once nobody looks', async () => {
    const fake = await open()
    const stop = useDesigns().observe()
    await vi.waitFor(() => expect(mmi()).toEqual([10, 10, 10]))
    expect(calls(fake, 'compareDesigns')[0]!.args.slice(2)).toEqual([['dense(2)', 'dense(3)', 'dense(4)'], null])
    useProject().change('Set budget F', { budget: 20 })
    await vi.waitFor(() => expect(mmi()).toEqual([20, 20, 20]))
    expect(calls(fake, 'compareDesigns')).toHaveLength(2)
    stop()
    stop()
    useProject().change('Set budget F', { budget: 30 })
    await frame()
    expect(calls(fake, 'compareDesigns')).toHaveLength(2)
  })

  it('are not asked for again when only another one is shown', async () => {
    const fake = await open()
    useDesigns().observe()
    await vi.waitFor(() => expect(mmi()).toEqual([10, 10, 10]))
    useProject().activateDesign(2)
    await frame()
    expect(useDesigns().rows.map(({ active }) => active)).toEqual([false, false, true])
    expect(calls(fake, 'compareDesigns')).toHaveLength(1)
  })

  it('keep their last good numbers beside a problem of their own, marked as out of date', async () => {
    await open(() => ({
      ...obligingCore('a'),
      compareDesigns: (_id, { budget }, notations) => Promise.resolve(success(notations.map(notation => (notation === 'conv(block=3, filters=1)' ? failure(trouble) : success({ evaluation: evaluationOf(budget, budget), parameters: 1, verdict: null })))))
    }))
    useDesigns().observe()
    await vi.waitFor(() => expect(mmi()).toEqual([10, 10, 10]))
    useProject().edit({ kind: 'replace', path: [0], item: { kind: 'conv', window: { kind: 'block', size: 3 }, filters: 1, activation: 'linear' } })
    expect(useDesigns().rows[0]).toMatchObject({ stale: true, problem: null })
    await vi.waitFor(() => expect(useDesigns().rows[0]?.problem?.code).toBe('DESIGN_DIVISIBILITY'))
    expect(mmi()).toEqual([10, 10, 10])
    expect(useDesigns().rows.map(({ stale }) => stale)).toEqual([true, false, false])
  })

  it('are judged by the target interval, but by none that is vacuous', async () => {
    const interval = { lower: 1, upper: 2, recommended: 2, half: 1.5 }
    const fake = await open(() => ({
      ...obligingCore('a'),
      loadSpectrum: () => Promise.resolve(success({ ...loaded('a-1'), rows: 100, label: { name: 'label', classes: ['a', 'b'] } })),
      analyseTarget: (_job, _id, { mPrime }) => Promise.resolve(success({ analysis: targetOf(mPrime === 1 ? 'ok' : 'vacuous', interval), basis: 'rows' as const }))
    }))
    useDesigns().observe()
    await vi.waitFor(() => expect(calls(fake, 'compareDesigns').at(-1)?.args[3]).toEqual(interval))
    useTarget().change({ mPrime: 2 })
    await vi.waitFor(() => expect(calls(fake, 'compareDesigns').at(-1)?.args[3]).toBeNull())
  })

  it('have their standard errors made ready once each, and are then asked for again', async () => {
    const ready = new Set<string>()
    const fake = await open(() => ({
      ...obligingCore('a'),
      prepareErrors: (_job, _id, _model, notation) => {
        ready.add(notation)
        return Promise.resolve(success(null))
      },
      compareDesigns: (_id, { budget }, notations) => Promise.resolve(success(notations.map(notation => {
        const evaluation = evaluationOf(budget, budget)
        const pending = !ready.has(notation)
        return success({ evaluation: { ...evaluation, mmi: { ...evaluation.mmi, standardError: pending ? null : 0.1 }, standardErrorPending: pending }, parameters: 1, verdict: null })
      })))
    }))
    useDesigns().observe()
    await vi.waitFor(() => expect(useDesigns().rows.map(({ comparison }) => comparison?.evaluation.mmi.standardError)).toEqual([0.1, 0.1, 0.1]))
    expect(calls(fake, 'prepareErrors').map(({ args }) => args[3])).toEqual(['dense(2)', 'dense(3)', 'dense(4)'])
    expect(calls(fake, 'compareDesigns')).toHaveLength(2)
  })

  it('follow a design that is moved and renamed, and forget one that is deleted', async () => {
    await open(() => ({
      ...obligingCore('a'),
      compareDesigns: (_id, _model, notations) => Promise.resolve(success(notations.map(notation => success({ evaluation: evaluationOf(notation.length, 1), parameters: 1, verdict: null }))))
    }), ['dense(2)', 'dense(30)', 'dense(400)'])
    useDesigns().observe()
    await vi.waitFor(() => expect(mmi()).toEqual([8, 9, 10]))
    useProject().moveDesign(0, 2)
    expect(mmi()).toEqual([9, 10, 8])
    useProject().removeDesign(1)
    await vi.waitFor(() => expect(mmi()).toEqual([9, 8]))
  })

  it('that stop core each time are not asked for for ever', async () => {
    const fake: FakeWindow = await open(generation => ({
      ...obligingCore(`core${generation}`),
      compareDesigns: () => {
        queueMicrotask(() => fake.crash())
        return new Promise(() => {})
      }
    }))
    useDesigns().observe()
    await vi.waitFor(() => expect(calls(fake, 'compareDesigns')).toHaveLength(2), { timeout: 5000 })
    await vi.waitFor(() => expect(fake.connections()).toBe(3), { timeout: 5000 })
    await vi.waitFor(() => expect(calls(fake, 'evaluate').length).toBeGreaterThanOrEqual(3), { timeout: 5000 })
    await frame()
    expect(calls(fake, 'compareDesigns')).toHaveLength(2)
  })
})

describe('curves laid over', () => {
  const others = (): readonly string[] => useOverlays().others.map(({ name }) => name)

  it('are asked for once they are wanted, over the budgets of the shown design, and not again', async () => {
    const fake = await open()
    const { rows } = useDesigns()
    const { choose } = useOverlays()
    choose(rows[1]!.key, true)
    choose(rows[2]!.key, true)
    await vi.waitFor(() => expect(others()).toEqual(['Design 2', 'Design 3']))
    const asked = calls(fake, 'budgetCurve')
    expect(asked.map(({ args }) => args[2])).toEqual(['dense(2)', 'dense(3)', 'dense(4)'])
    expect(asked[1]!.args[3]).toEqual(asked[0]!.args[3])
    choose(rows[2]!.key, false)
    await frame()
    expect(others()).toEqual(['Design 2'])
    choose(rows[2]!.key, true)
    await vi.waitFor(() => expect(others()).toEqual(['Design 2', 'Design 3']))
    expect(calls(fake, 'budgetCurve').length).toBeLessThanOrEqual(4)
  })

  it('never are that of the shown design itself, and come back with another one', async () => {
    await open()
    useOverlays().choose(useDesigns().rows[0]!.key, true)
    await frame()
    expect(others()).toEqual([])
    useProject().activateDesign(1)
    await vi.waitFor(() => expect(others()).toEqual(['Design 1']))
  })

  it('show a new design against the one it was made beside, and undo makes none', async () => {
    await open(undefined, ['dense(2)'])
    useProject().duplicateDesign(0)
    await vi.waitFor(() => expect(others()).toEqual(['Design 1']))
    useProject().undo()
    await frame()
    expect(useDesigns().rows.map(({ overlaid }) => overlaid)).toEqual([true])
    useOverlays().choose(useDesigns().rows[0]!.key, false)
    useProject().redo()
    await frame()
    expect(useDesigns().rows.map(({ overlaid }) => overlaid)).toEqual([false, false])
  })

  it('of a design that has none are left out, and so is an empty one', async () => {
    await open(() => ({
      ...obligingCore('a'),
      budgetCurve: (_id, _model, notation) => Promise.resolve(notation === 'dense(3)' ? failure(trouble) : success(emptyCurve))
    }), ['dense(2)', 'dense(3)', '', 'dense(4)'])
    for (const { key } of useDesigns().rows) useOverlays().choose(key, true)
    await vi.waitFor(() => expect(others()).toEqual(['Design 4']))
  })
})
