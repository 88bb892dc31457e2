import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { emptyProject, type CoreApi } from '../../../core/api/contract'
import { failure, success } from '../../../core/api/problem'
import { useCoreConnection } from '../../../renderer/stores/coreConnection'
import { useData } from '../../../renderer/stores/data'
import { useEvaluation } from '../../../renderer/stores/evaluation'
import { oncePerFrame } from '../../../renderer/stores/frame'
import { useProject } from '../../../renderer/stores/project'
import { evaluationOf, fakeWindow, obligingCore, type FakeWindow } from '../shell/fakes'

const spectrum = { kind: 'white', dimension: 4 } as const

async function open(core: (generation: number) => Partial<CoreApi>): Promise<FakeWindow> {
  setActivePinia(createPinia())
  const fake = fakeWindow(core)
  useCoreConnection().connect()
  useProject().start({ ...emptyProject(), budget: 10, designs: [{ name: 'A', notation: 'dense(2)' }] }, { name: 'Test', grant: null })
  useEvaluation()
  await useData().load({ kind: 'spectrum', spectrum })
  return fake
}

const count = (fake: FakeWindow, name: string): number => fake.calls.filter(call => call.name === name).length

describe('evaluation store', () => {
  it('evaluates the design on the data, and asks for spectrum and curve', async () => {
    const fake = await open(() => obligingCore('a'))
    const evaluation = useEvaluation()
    await vi.waitFor(() => expect(evaluation.curve).not.toBeNull())
    expect(evaluation.evaluation?.mmi.value).toBe(10)
    expect(evaluation.active).toBe(1)
    expect([count(fake, 'evaluate'), count(fake, 'spectrum'), count(fake, 'budgetCurve')]).toEqual([1, 1, 1])
  })

  it('asks for nothing again when what changes is no part of the question: the unit, a name, a copy, a budget set to what it is', async () => {
    const fake = await open(() => obligingCore('a'))
    const evaluation = useEvaluation()
    await vi.waitFor(() => expect(evaluation.curve).not.toBeNull())
    const project = useProject()
    const problems = evaluation.designProblems
    project.setUnit('bits')
    project.renameDesign(0, 'Another')
    project.change('Set budget F', { budget: 10 })
    project.duplicateDesign(0)
    project.activateDesign(0)
    // a frame and all that it asks for
    await new Promise<void>(resolve => oncePerFrame(resolve)())
    expect([count(fake, 'evaluate'), count(fake, 'spectrum'), count(fake, 'budgetCurve')]).toEqual([1, 1, 1])
    expect(evaluation.designProblems).toBe(problems)
  })

  it('asks once for a hundred moves of the budget within a frame, and is right about the last', async () => {
    const fake = await open(() => obligingCore('a'))
    const evaluation = useEvaluation()
    await vi.waitFor(() => expect(evaluation.curve).not.toBeNull())
    for (let budget = 11; budget <= 110; budget += 1) useProject().change('Set budget F', { budget }, 'drag')
    await vi.waitFor(() => expect(evaluation.evaluation?.budget).toBe(110))
    expect(count(fake, 'evaluate')).toBe(2)
  })

  it('asks neither for the spectrum nor for the curve again when only the budget moves', async () => {
    const fake = await open(() => obligingCore('a'))
    const evaluation = useEvaluation()
    await vi.waitFor(() => expect(evaluation.curve).not.toBeNull())
    useProject().change('Set budget F', { budget: 20 }, 'drag')
    await vi.waitFor(() => expect(evaluation.evaluation?.mmi.value).toBe(20))
    expect([count(fake, 'spectrum'), count(fake, 'budgetCurve')]).toEqual([1, 1])
  })

  it('keeps the last good result when a new one fails, and says that it is out of date', async () => {
    const trouble = { code: 'NUMERICAL_FAILURE', what: 'it failed', meaning: 'no answer', action: 'try another' } as const
    await open(() => ({ ...obligingCore('a'), evaluate: (_id, { budget }) => Promise.resolve(budget > 15 ? failure(trouble) : success(evaluationOf(budget, budget))) }))
    const evaluation = useEvaluation()
    await vi.waitFor(() => expect(evaluation.evaluation?.mmi.value).toBe(10))
    useProject().change('Set budget F', { budget: 20 })
    await vi.waitFor(() => expect(evaluation.problem?.code).toBe('NUMERICAL_FAILURE'))
    expect(evaluation.stale).toBe(true)
    expect(evaluation.evaluation?.mmi.value).toBe(10)
    useProject().undo()
    await vi.waitFor(() => expect(evaluation.stale).toBe(false))
  })

  it('says that it is computing when an answer takes long, and that what is shown is the last one', async () => {
    let answer = (): void => {}
    await open(() => ({
      ...obligingCore('a'),
      evaluate: (_id, { budget }) => budget > 15
        ? new Promise(resolve => { answer = () => resolve(success(evaluationOf(budget, budget))) })
        : Promise.resolve(success(evaluationOf(budget, budget)))
    }))
    const evaluation = useEvaluation()
    await vi.waitFor(() => expect(evaluation.evaluation?.mmi.value).toBe(10))
    expect(evaluation.computing).toBe(false)
    useProject().change('Set budget F', { budget: 20 })
    await vi.waitFor(() => expect(evaluation.computing).toBe(true), { timeout: 3000 })
    expect(evaluation.stale).toBe(true)
    answer()
    await vi.waitFor(() => expect(evaluation.evaluation?.mmi.value).toBe(20))
    expect([evaluation.computing, evaluation.stale]).toEqual([false, false])
  })

  it('never shows an answer for another design than the latest', async () => {
    const answers: (() => void)[] = []
    await open(() => ({
      ...obligingCore('a'),
      evaluate: (_id, _model, notation) => new Promise(resolve => { answers.push(() => resolve(success(evaluationOf(notation.length, 10)))) })
    }))
    const evaluation = useEvaluation()
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    useProject().edit({ kind: 'replace', path: [0], item: { kind: 'dense', units: 12345, activation: 'linear' } })
    // Frames come in order: once the store has asked for its own, its question is waiting after this one.
    await nextTick()
    await new Promise<void>(resolve => oncePerFrame(resolve)())
    answers.shift()?.()
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    expect(evaluation.evaluation).toBeNull()
    answers.shift()?.()
    await vi.waitFor(() => expect(evaluation.evaluation?.mmi.value).toBe('dense(12345)'.length))
  })
})

describe('numbers on the blocks', () => {
  const trouble = { code: 'DESIGN_DIVISIBILITY', what: 'it does not divide', meaning: 'no answer', action: 'change it' } as const

  it('stay while an edit is answered at once, and go when it cannot be: they would stand on other blocks', async () => {
    await open(() => ({ ...obligingCore('a'), evaluate: (_id, _model, notation) => Promise.resolve(notation.startsWith('conv') ? failure(trouble) : success(evaluationOf(1, 10))) }))
    const evaluation = useEvaluation()
    await vi.waitFor(() => expect(evaluation.drawn?.blocks).toHaveLength(1))
    useProject().edit({ kind: 'insert', at: [0], items: [{ kind: 'conv', window: { kind: 'block', size: 3 }, filters: 1, activation: 'linear' }] })
    expect(evaluation.drawn).not.toBeNull()
    await vi.waitFor(() => expect(evaluation.stale).toBe(true))
    expect(evaluation.evaluation?.mmi.value).toBe(1)
    expect(evaluation.drawn).toBeNull()
    expect(evaluation.evaluatedDesign.items).toHaveLength(1)
    useProject().undo()
    expect(evaluation.drawn).not.toBeNull()
  })
})

describe('when core stops', () => {
  it('answers pending calls, reconnects, reads the data again and evaluates again', async () => {
    const fake = await open(generation => obligingCore(`core${generation}`))
    const evaluation = useEvaluation()
    const data = useData()
    await vi.waitFor(() => expect(evaluation.evaluation).not.toBeNull())
    expect(data.data?.dataId).toBe('core1-1')
    fake.crash()
    await vi.waitFor(() => expect(useCoreConnection().state).toBe('restarting'))
    await vi.waitFor(() => expect(data.data?.dataId).toBe('core2-1'))
    await vi.waitFor(() => expect(fake.calls.some(call => call.name === 'evaluate' && call.args[0] === 'core2-1')).toBe(true))
    expect(useCoreConnection().restartNotice).toBe(true)
    expect(fake.connections()).toBe(2)
  })

  it('gives a call on its way CORE_STOPPED instead of letting it hang', async () => {
    const fake = await open(() => ({ ...obligingCore('a'), budgetCurve: () => new Promise(() => {}) }))
    const pending = useCoreConnection().call('budgetCurve', 'a-1', useEvaluation().model, 'dense(2)', { from: 1, to: 2, points: 2, scale: 'log' })
    await vi.waitFor(() => expect(count(fake, 'budgetCurve')).toBeGreaterThan(0))
    fake.crash()
    const answer = await pending
    expect(answer.ok ? null : answer.problem.code).toBe('CORE_STOPPED')
  })

  it('does not read for ever what makes core stop each time', async () => {
    setActivePinia(createPinia())
    const fake = fakeWindow(() => ({
      ...obligingCore('a'),
      loadSpectrum: () => {
        queueMicrotask(() => fake.crash())
        return new Promise(() => {})
      }
    }))
    useCoreConnection().connect()
    const data = useData()
    void data.load({ kind: 'spectrum', spectrum })
    await vi.waitFor(() => expect(data.problem?.code).toBe('CORE_STOPPED'), { timeout: 3000 })
    expect(count(fake, 'loadSpectrum')).toBe(3)
    expect(data.loading).toBe(false)
  })
})
