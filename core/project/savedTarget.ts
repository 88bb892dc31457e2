/** The measurement behind a target interval in a project: kept with its seed, given back while the data are the same. */
import { targetMeasurementSchema, type TargetMeasurement } from '../api/targetMeasurement'
import type { ProjectDocument, ProjectResults } from './document'
import { withResults } from './documentValues'

/** The document with what was measured of its rows; with null as it is. */
export function withSavedTarget(document: ProjectDocument, measurement: TargetMeasurement | null): ProjectDocument {
  return measurement === null ? document : withResults(document, { target: measurement })
}

/** The measurement that the results hold; null for none, and for one that another version wrote in a way unknown here. */
export function savedMeasurement(results: ProjectResults | null): TargetMeasurement | null {
  const parsed = targetMeasurementSchema.safeParse(results?.target)
  return parsed.success ? parsed.data : null
}
