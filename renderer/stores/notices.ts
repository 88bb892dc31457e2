/** Messages above the diagram: problems of an action, and things to know. They stay until dismissed or replaced. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Problem } from '../../core/api/problem'

export interface NoticeAction {
  readonly label: string
  perform(): void
}

export type Notice =
  | { readonly id: number; readonly kind: 'problem'; readonly topic: string; readonly problem: Problem; readonly actions: readonly NoticeAction[] }
  | { readonly id: number; readonly kind: 'information'; readonly topic: string; readonly text: string; readonly actions: readonly NoticeAction[] }
  | { readonly id: number; readonly kind: 'example'; readonly topic: string; readonly lookAt: string; readonly tryThis: string }

export const useNotices = defineStore('notices', () => {
  const notices = shallowRef<readonly Notice[]>([])
  let nextId = 1

  function put(notice: Notice): void {
    notices.value = [...notices.value.filter(other => other.topic !== notice.topic), notice]
  }

  /** @param topic a second notice on the same topic replaces the first */
  function problem(topic: string, trouble: Problem, actions: readonly NoticeAction[] = []): void {
    put({ id: nextId++, kind: 'problem', topic, problem: trouble, actions })
    void window.workbench.problemMet(trouble.code)
  }

  function inform(topic: string, text: string, actions: readonly NoticeAction[] = []): void {
    put({ id: nextId++, kind: 'information', topic, text, actions })
  }

  /** What to look at in an example, and what to try. */
  function teach(topic: string, lookAt: string, tryThis: string): void {
    put({ id: nextId++, kind: 'example', topic, lookAt, tryThis })
  }

  function dismiss(topic: string): void {
    notices.value = notices.value.filter(notice => notice.topic !== topic)
  }

  function clear(): void {
    notices.value = []
  }

  return { notices, problem, inform, teach, dismiss, clear }
})
