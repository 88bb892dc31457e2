/** JSON that two people can compare: one text for one value, whatever order its keys were set in. */
import type { z } from 'zod'

const indent = '  '

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Deeper nesting than any project has; beyond it walking the tree could exhaust the stack. */
export const nestingLimit = 100

/**
 * The value as JSON: keys sorted by UTF-16 code units at every level, indented by two spaces, one newline at the end.
 * Members whose value is undefined are left out.
 *
 * @param value plain JSON data, nested no deeper than `nestingLimit`
 */
export function canonicalJson(value: unknown): string {
  return `${write(value, '\n')}\n`
}

function write(value: unknown, newline: string): string {
  const deeper = newline + indent
  if (Array.isArray(value)) {
    const items = value.map(item => write(item, deeper))
    return items.length === 0 ? '[]' : `[${deeper}${items.join(`,${deeper}`)}${newline}]`
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}: ${write(member, deeper)}`)
    return members.length === 0 ? '{}' : `{${deeper}${members.join(`,${deeper}`)}${newline}}`
  }
  return JSON.stringify(value ?? null)
}

/**
 * Parse UTF-8 JSON whose outermost value is an object.
 *
 * @returns the object, or what is wrong, for a sentence: `is not JSON (…)`
 */
export function parseJsonObject(bytes: Uint8Array): { readonly object: JsonObject } | { readonly wrong: string } {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    return { wrong: error instanceof SyntaxError ? `is not JSON (${error.message})` : 'is not UTF-8 text' }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { wrong: 'is not a JSON object' }
  if (nestedDeeperThan(value, nestingLimit)) return { wrong: `is nested deeper than ${nestingLimit} levels` }
  return { object: { ...value } }
}

function nestedDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some(member => nestedDeeperThan(member, levels - 1))
}

/** One sentence fragment per schema issue: `designs[2].name: expected string, received number`. */
export function describeIssues(error: z.ZodError): string[] {
  return error.issues.map(issue => {
    const path = issue.path.map(step => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('').replace(/^\./, '')
    const message = issue.message.replace(/^Invalid input: /, '').replace(/^[A-Z](?=[a-z])/, letter => letter.toLowerCase())
    return path === '' ? message : `${path}: ${message}`
  })
}
