/** Named NumPy arrays in one file: a zip of NPY members, stored, readable with `numpy.load`. */
import { assertNever, failure, success, type Result } from '../api/problem'
import { writeNpy, type NpyArray } from './npy'
import { readZip, writeZip, zipLimits, type ZipFault } from './zip'
import { printableName } from './zipNames'

const suffix = '.npy'

/** Pack arrays in the given order; the same arrays give the same bytes. */
export function writeNpz(arrays: readonly (readonly [name: string, array: NpyArray])[]): Uint8Array {
  return writeZip(arrays.map(([name, array]) => ({ name: name + suffix, bytes: writeNpy(array) })))
}

/**
 * Unpack the members, stored or deflated, without decoding them: members that nobody asks for may be of any type.
 *
 * @returns NPY bytes by array name; MOMENTS_INVALID for a damaged or unsafe archive
 */
export async function readNpz(bytes: Uint8Array): Promise<Result<ReadonlyMap<string, Uint8Array>>> {
  const { entries, faults } = await readZip(bytes, zipLimits)
  const fault = faults[0]
  if (fault) {
    return failure({
      code: 'MOMENTS_INVALID',
      what: describeFault(fault),
      meaning: 'the moments were not read',
      action: fault.kind === 'ratio'
        ? 'write the file again with numpy.savez instead of numpy.savez_compressed'
        : 'copy the file again or write it again with mmi moments',
      ...(fault.kind === 'not-a-zip' ? { details: fault.details } : {})
    })
  }
  return success(new Map(entries.filter(entry => entry.name.endsWith(suffix)).map(entry => [entry.name.slice(0, -suffix.length), entry.bytes])))
}

function describeFault(fault: ZipFault): string {
  switch (fault.kind) {
    case 'not-a-zip': return notAnArchive[fault.reason]
    case 'too-many-entries': return `the moments file holds ${fault.count} arrays, at most ${fault.limit} are read`
    case 'too-large': return `the moments file holds more than ${fault.limit / 1024 ** 3} GB`
    case 'ratio': return `the array ${printableName(fault.name)} grows more than ${fault.limit}-fold when inflated`
    case 'duplicate': return `the moments file holds ${printableName(fault.name)} twice`
    case 'unsafe-name': return `the name ${printableName(fault.name)} in the moments file ${fault.why}`
    case 'encrypted': return 'the moments file is encrypted'
    case 'corrupt': return `the array ${printableName(fault.name)} is damaged: ${fault.why}`
    default: return assertNever(fault)
  }
}

const notAnArchive: Readonly<Record<Extract<ZipFault, { kind: 'not-a-zip' }>['reason'], string>> = {
  empty: 'the moments file is empty',
  'cut-short': 'the moments file is cut short or its directory is damaged',
  other: 'the file is no moments file (.npz)'
}
