/** The real file system, with one function that fails. */
import * as nodeFileSystem from 'node:fs/promises'
import type { SaveFileSystem, SaveHandle } from '../../../core/project/atomicSave'

export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as the test wants it`), { code })
}

/** @param changes functions of open files, the temporary one and the folder, replaced */
export function withHandle(changes: (handle: SaveHandle, path: string) => Partial<SaveHandle>): SaveFileSystem {
  return withFunctions({
    open: async (path, flags, mode) => {
      const handle = await nodeFileSystem.open(path, flags, mode)
      const plain: SaveHandle = {
        write: (bytes, offset, length) => handle.write(bytes, offset, length),
        chmod: bits => handle.chmod(bits),
        sync: () => handle.sync(),
        close: () => handle.close()
      }
      return { ...plain, ...changes(plain, path) }
    }
  })
}

export function withFunctions(changes: Partial<SaveFileSystem>): SaveFileSystem {
  const { access, open, readlink, realpath, rename, stat, unlink } = nodeFileSystem
  return { access, open, readlink, realpath, rename, stat, unlink, ...changes }
}
