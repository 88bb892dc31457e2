import { expect, it } from 'vitest'
import { latestWins } from '../../../renderer/stores/latest'

/** Answers that the test gives when it likes. */
function slowAnswers() {
  const asked: number[] = []
  const resolvers: ((value: string) => void)[] = []
  const shown: { readonly output: string; readonly waiting: number | null }[] = []
  const requests = latestWins<number, string>(
    input => new Promise(resolve => {
      asked.push(input)
      resolvers.push(resolve)
    }),
    (output, _input, waiting) => { shown.push({ output, waiting }) }
  )
  const answer = async (output: string): Promise<void> => {
    resolvers.shift()?.(output)
    await Promise.resolve()
    await Promise.resolve()
  }
  return { requests, asked, shown, answer }
}

it('keeps one request in flight and skips everything but the latest', async () => {
  const { requests, asked, shown, answer } = slowAnswers()
  for (const input of [1, 2, 3, 4]) requests.request(input)
  expect(asked).toEqual([1])
  await answer('one')
  expect(asked).toEqual([1, 4])
  await answer('four')
  expect(shown).toEqual([{ output: 'one', waiting: 4 }, { output: 'four', waiting: null }])
})

it('drops the answer of a request that was forgotten', async () => {
  const { requests, shown, answer } = slowAnswers()
  requests.request(1)
  requests.reset()
  await answer('one')
  expect(shown).toEqual([])
  requests.request(2)
  await answer('two')
  expect(shown).toEqual([{ output: 'two', waiting: null }])
})
