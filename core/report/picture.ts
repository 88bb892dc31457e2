/** A picture that stands by itself. */
export interface Picture {
  /** A whole SVG document, its ground included. */
  readonly svg: string
  /** In CSS pixels. */
  readonly width: number
  readonly height: number
}
