/** A text file written whole or not at all. */
import { success, type Result } from '../../core/api/problem'
import { saveAtomically } from '../../core/project/atomicSave'

export async function writeTextFile(path: string, text: string): Promise<Result<null>> {
  const saved = await saveAtomically(path, new TextEncoder().encode(text))
  return saved.ok ? success(null) : saved
}
