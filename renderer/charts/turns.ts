/**
 * Pictures that are to be drawn anew at once take turns, one a frame: the page answers in between, and none holds the others up by more than a
 * frame. The first one leaves the frame that is about to come to the numbers that came with it.
 */
import { oncePerFrame } from '../stores/frame'

const waiting = new Set<() => void>()

const takeTurn = oncePerFrame(() => {
  const [task] = waiting
  if (!task) return
  waiting.delete(task)
  if (waiting.size > 0) takeTurn()
  task()
})

const begin = oncePerFrame(takeTurn)

/** @returns asks for the task; once however often it is asked for before its turn */
export function inTurn(task: () => void): () => void {
  return () => {
    waiting.add(task)
    begin()
  }
}
