/** One request in flight, the latest waits, everything between is skipped: fast answers under fast changes, no debounce. */

export interface LatestWins<Input> {
  request(input: Input): void
  /** Forgets what waits; an answer still on its way is dropped. */
  reset(): void
}

/**
 * @param run answers one input; must not reject
 * @param apply receives an answer, and the input that already waits behind it (null: the answer is up to date)
 */
export function latestWins<Input, Output>(run: (input: Input) => Promise<Output>, apply: (output: Output, input: Input, waiting: Input | null) => void): LatestWins<Input> {
  let waiting: { readonly input: Input } | null = null
  let running = false
  let epoch = 0

  async function work(): Promise<void> {
    running = true
    while (waiting) {
      const { input } = waiting
      const started = epoch
      waiting = null
      const output = await run(input)
      if (started === epoch) apply(output, input, nextInput())
    }
    running = false
  }

  const nextInput = (): Input | null => waiting?.input ?? null

  return {
    request(input) {
      waiting = { input }
      if (!running) void work()
    },
    reset() {
      waiting = null
      epoch += 1
    }
  }
}
