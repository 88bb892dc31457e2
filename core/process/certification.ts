/** A design to certify, as it crosses to a thread, put together again. */
import type { Certificate } from '../api/model'
import { success, type Result } from '../api/problem'
import { certify } from '../evaluation/certify'
import { prepareDesign } from '../evaluation/prepare'
import { Spectra } from '../evaluation/spectra'
import type { CertifyInput, TaskHooks } from './tasks'

export function certifyDesign({ notation, options, model, spectra: known, training }: CertifyInput, hooks: TaskHooks): Result<Certificate> {
  const prepared = prepareDesign(notation, { dimension: model.covariance.order, shape: options.shape })
  if (!prepared.ok) return prepared
  const spectra = new Spectra()
  for (const [partition, spectrum] of known) spectra.add(partition, spectrum)
  const input = { ...prepared.value, model, spectra, budget: options.budget, noise: options.noise }
  return success(certify(input, training, {
    ...(hooks.signal && { signal: hooks.signal }),
    onProgress: fraction => hooks.onProgress?.({ fraction, rows: 0, stage: 'training' })
  }))
}
