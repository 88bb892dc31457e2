/** What stands in place of a chart that cannot be drawn (yet): why, and the buttons that change that. */
export interface EmptyChart {
  readonly text: string
  readonly ways: readonly WayOut[]
}

export interface WayOut {
  readonly label: string
  perform(): void
}

export const onlyWords = (text: string): EmptyChart => ({ text, ways: [] })
