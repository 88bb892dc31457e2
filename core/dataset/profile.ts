/** What a column's every row shows: numbers, texts and missing values, under either decimal sign while it is not known. */
import type { DecimalSign } from '../api/model'
import { DistinctCounter } from './distinct'
import type { MissingCodes } from './missing'
import { parseNumber } from './numbers'
import { detached } from './wording'

/** A field and the physical line of its record. */
export interface Example {
  readonly text: string
  readonly row: number
}

/** A column read under one decimal sign. */
export interface ColumnReading {
  readonly missing: number
  /** Values that are numbers, the non-finite ones included. */
  readonly numbers: number
  readonly texts: number
  readonly firstText: Example | null
  readonly firstNotFinite: Example | null
  /** Of the finite values; null when there are none. */
  readonly minimum: number | null
  readonly mean: number | null
  readonly maximum: number | null
}

/** Whether more than nine values in ten are numbers: then the others look like mistakes. */
export function isMostlyNumeric(reading: ColumnReading): boolean {
  return reading.numbers > 0.9 * (reading.numbers + reading.texts)
}

/** First values of a column that tell, or fail to tell, the decimal sign. */
export interface DecimalEvidence {
  /** A number only with the decimal sign ".": `1.5`, `1,234,567`. */
  readonly point: Example | null
  /** A number only with the decimal sign ",": `1,5`, `1.234.567`. */
  readonly comma: Example | null
  /** `1,234`: 1234 or 1.234. */
  readonly commaEither: Example | null
  /** `1.234`: 1.234 or 1234. */
  readonly pointEither: Example | null
}

/** What is known of a column that was read, by whichever reader. */
export interface ScannedColumn {
  readonly evidence: DecimalEvidence
  /** Values that are no number under either sign. */
  readonly textsUnderBoth: number
  /** null: not counted. */
  readonly distinct: number | null
  /** The column under one decimal sign. */
  reading(decimal: DecimalSign): ColumnReading
}

/** Counts of part of a column's values that are no finite numbers. */
interface TallyNotes {
  missing: number
  texts: number
  notFinite: number
  firstText: Example | null
  firstNotFinite: Example | null
}

/** What a scan shows beside finite numbers and distinct texts; plain data, so that threads can send it. */
export interface ColumnNotes {
  readonly plain: Readonly<TallyNotes>
  readonly point: Readonly<TallyNotes>
  readonly comma: Readonly<TallyNotes>
  readonly neither: number
  readonly evidence: DecimalEvidence
}

/** Counts and a stable mean over part of a column's values. */
class Tally implements TallyNotes {
  missing = 0
  texts = 0
  firstText: Example | null = null
  firstNotFinite: Example | null = null
  notFinite = 0
  finite = 0
  minimum = Infinity
  maximum = -Infinity
  mean = 0

  get notes(): TallyNotes {
    const { missing, texts, notFinite, firstText, firstNotFinite } = this
    return { missing, texts, notFinite, firstText, firstNotFinite }
  }

  absorb(notes: TallyNotes, times: number): void {
    this.missing += times * notes.missing
    this.texts += times * notes.texts
    this.notFinite += times * notes.notFinite
    this.firstText = earliest([this.firstText, notes.firstText])
    this.firstNotFinite = earliest([this.firstNotFinite, notes.firstNotFinite])
  }

  addNumber(value: number, text: string, row: number): void {
    if (!Number.isFinite(value)) {
      this.notFinite++
      this.firstNotFinite ??= { text: detached(text), row }
      return
    }
    this.finite++
    this.mean += (value - this.mean) / this.finite
    if (value < this.minimum) this.minimum = value
    if (value > this.maximum) this.maximum = value
  }

  addText(text: string, row: number): void {
    this.texts++
    this.firstText ??= { text: detached(text), row }
  }
}

/** One column's values as they pass by, in constant memory. */
export class ColumnScan implements ScannedColumn {
  private readonly distinctTexts = new DistinctCounter()
  /** Values without "." and ",": the same under both signs. */
  private readonly plain = new Tally()
  private readonly point = new Tally()
  private readonly comma = new Tally()
  private neither = 0
  private readonly found: { -readonly [key in keyof DecimalEvidence]: DecimalEvidence[key] } = { point: null, comma: null, commaEither: null, pointEither: null }

  /** @param decimal the decimal sign where it was chosen: then there is nothing to find out */
  constructor(private readonly codes: Pick<MissingCodes, 'hasText' | 'hasNumber'>, private readonly decimal: DecimalSign | null) {}

  get evidence(): DecimalEvidence {
    return this.found
  }

  get textsUnderBoth(): number {
    return this.plain.texts + this.neither
  }

  get distinct(): number {
    return this.distinctTexts.count
  }

  add(field: string, row: number): void {
    const text = field.trim()
    if (this.codes.hasText(text)) {
      this.plain.missing++
      return
    }
    this.distinctTexts.add(text)
    const hasComma = text.includes(',')
    if (!hasComma && !text.includes('.')) this.addReading(this.plain, parseNumber(text, '.'), text, row)
    else this.addSeparated(text, row, hasComma)
  }

  get notes(): ColumnNotes {
    return { plain: this.plain.notes, point: this.point.notes, comma: this.comma.notes, neither: this.neither, evidence: this.found }
  }

  /** Adds what another scan noted, its finite numbers and distinct texts left aside. @param times how often it was met */
  absorb({ plain, point, comma, neither, evidence }: ColumnNotes, times = 1): void {
    this.plain.absorb(plain, times)
    this.point.absorb(point, times)
    this.comma.absorb(comma, times)
    this.neither += times * neither
    for (const kind of ['point', 'comma', 'commaEither', 'pointEither'] as const) this.found[kind] = earliest([this.found[kind], evidence[kind]])
  }

  reading(decimal: DecimalSign): ColumnReading {
    const parts = [this.plain, decimal === '.' ? this.point : this.comma]
    const sum = (of: (part: Tally) => number): number => parts.reduce((total, part) => total + of(part), 0)
    const finite = sum(part => part.finite)
    return {
      missing: sum(part => part.missing),
      numbers: finite + sum(part => part.notFinite),
      texts: sum(part => part.texts),
      firstText: earliest(parts.map(part => part.firstText)),
      firstNotFinite: earliest(parts.map(part => part.firstNotFinite)),
      // −0 and 0 are the same number: which of them came first is no news
      minimum: finite === 0 ? null : Math.min(...parts.map(part => part.minimum)) + 0,
      mean: finite === 0 ? null : sum(part => part.mean * (part.finite / finite)),
      maximum: finite === 0 ? null : Math.max(...parts.map(part => part.maximum)) + 0
    }
  }

  private addSeparated(text: string, row: number, hasComma: boolean): void {
    const point = this.decimal === ',' ? null : parseNumber(text, '.')
    const comma = this.decimal === '.' ? null : parseNumber(text, ',')
    if (this.decimal !== ',') this.addReading(this.point, point, text, row)
    if (this.decimal !== '.') this.addReading(this.comma, comma, text, row)
    if (this.decimal === null) this.noteEvidence(point !== null, comma !== null, hasComma, text, row)
  }

  private addReading(tally: Tally, value: number | null, text: string, row: number): void {
    if (value === null) tally.addText(text, row)
    else if (this.codes.hasNumber(value)) tally.missing++
    else tally.addNumber(value, text, row)
  }

  private noteEvidence(point: boolean, comma: boolean, hasComma: boolean, text: string, row: number): void {
    if (!point && !comma) {
      this.neither++
      return
    }
    const kind = point && comma ? (hasComma ? 'commaEither' : 'pointEither') : point ? 'point' : 'comma'
    this.found[kind] ??= { text: detached(text), row }
  }
}

function earliest(examples: readonly (Example | null)[]): Example | null {
  return examples.reduce((first, example) => (first && (!example || first.row <= example.row) ? first : example), null)
}
