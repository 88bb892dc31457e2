/** Values that stay the same object while they say the same, so that nothing is drawn anew for them. */
import { computed, type ComputedRef } from 'vue'

/** A computed value; as long as what is computed anew equals it in every part, the value before. */
export function steady<T>(compute: () => T): ComputedRef<T> {
  return computed<T>(before => {
    const now = compute()
    return before !== undefined && equalData(before, now) ? before : now
  })
}

/** Equality of plain data, part by part. Anything but arrays and plain objects, such as a long list of numbers, equals only itself. */
export function equalData(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((value, index) => equalData(value, other[index]))
  if (!isPlain(one) || !isPlain(other)) return false
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every(name => Object.hasOwn(other, name) && equalData(one[name], other[name]))
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
