/** What a job answers that was cancelled. */
import type { Problem } from '../api/problem'

export const cancelledJob: Problem = { code: 'JOB_CANCELLED', what: 'the job was cancelled', meaning: 'nothing was changed', action: 'start it again when you like' }
