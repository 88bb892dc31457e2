/** Compiled kernels of core/kernels/assembly, as modules for this process and its threads. */
import { setFlagsFromString } from 'node:v8'
import { webAssembly, type WasmMemory, type WasmModule } from './webAssembly'

/** A kernel as build/kernels.mjs leaves it: base64 of the binaries. */
export interface CompiledKernel {
  /** SIMD whose numbers are the same on every machine. */
  readonly plain: string
  /** Relaxed SIMD: its multiply–add may round once or twice, by processor, so that last bits differ between machines. */
  readonly relaxed: string
}

export type KernelVariant = keyof CompiledKernel

// A function with one SIMD instruction each: i8x16.popcnt(i8x16.splat(0)), and f64x2.relaxed_madd(0, 0, 0) of splats.
const probes: Record<KernelVariant, readonly number[]> = {
  plain: [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11],
  relaxed: [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 135, 2, 11]
}

let chosen: KernelVariant | null | undefined

/** The fastest variant that this machine runs; null where there is no SIMD: then the paths in plain TypeScript have to do. */
export function kernelVariant(): KernelVariant | null {
  if (chosen !== undefined) return chosen
  // One long call never leaves V8's baseline compiler; and Node 20 hides relaxed SIMD behind a flag. Both hold for what is compiled from now on.
  setFlagsFromString('--no-liftoff')
  if (!runs('relaxed')) setFlagsFromString('--experimental-wasm-relaxed-simd')
  chosen = runs('relaxed') ? 'relaxed' : runs('plain') ? 'plain' : null
  return chosen
}

function runs(variant: KernelVariant): boolean {
  return webAssembly.validate(Uint8Array.from(probes[variant]))
}

/** By the binary that they are of. */
const modules = new Map<string, WasmModule>()

/** The kernel's module, compiled once a process; it may be sent to threads. */
export function kernelModule(kernel: CompiledKernel, variant: KernelVariant): WasmModule {
  const binary = kernel[variant]
  let module = modules.get(binary)
  if (!module) {
    module = new webAssembly.Module(Buffer.from(binary, 'base64'))
    modules.set(binary, module)
  }
  return module
}

const pageBytes = 65_536

/**
 * Memory for at least so many bytes, which threads can share.
 * @throws RangeError when the machine or WebAssembly cannot give so much
 */
export function kernelMemory(bytes: number): WasmMemory {
  return new webAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / pageBytes)), maximum: 65_536, shared: true })
}

/** At least so many bytes of it. @throws RangeError as above */
export function growKernelMemory(memory: WasmMemory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes)
  if (missing > 0) memory.grow(missing)
}
