/** Fields that stay on screen while what they show becomes that of another block: what was half typed for the one before is gone. */
import { inject, watch, type InjectionKey } from 'vue'

/** Of whom the values are; provided by whoever shows one's fields and then another's. */
export const fieldOwner: InjectionKey<() => string> = Symbol('fieldOwner')

export function onOwnerChange(reset: () => void): void {
  const owner = inject(fieldOwner, null)
  if (owner) watch(owner, reset)
}
