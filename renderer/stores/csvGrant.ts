/** A CSV found beside a project is granted by the core process and forgotten with it: then the project is asked again. */
import type { FileGrant } from '../../core/api/bridge'
import type { useCoreConnection } from './coreConnection'

/** Another grant to the CSV of a project; null when it is not found any more. @param job of an openProject call */
export async function grantAgain(core: ReturnType<typeof useCoreConnection>, job: string, project: FileGrant): Promise<string | null> {
  const opened = await core.call('openProject', job, project.id)
  if (!opened.ok) return null
  if (opened.value.data) void core.call('releaseData', opened.value.data.dataId)
  return opened.value.csv === 'found' ? opened.value.csvGrant : null
}
