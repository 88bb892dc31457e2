/** Small pieces of HTML whose texts are always escaped: a report may quote column names that hold anything. */

declare const safe: unique symbol
/** HTML that was built here; a plain string has to go through `words` first. */
export type Html = string & { readonly [safe]: true }

const trusted = (html: string): Html => html as Html

/** Text as HTML. */
export function words(text: string): Html {
  return trusted(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'))
}

/** Markup that another part of the report drew, such as an SVG of ours. */
export function markup(html: string): Html {
  return trusted(html)
}

/** An element. @param attributes values are escaped */
export function element(name: string, attributes: Readonly<Record<string, string>>, ...children: readonly Html[]): Html {
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${words(value)}"`).join('')
  return trusted(`<${name}${written}>${children.join('')}</${name}>`)
}

export function paragraph(text: string, kind?: string): Html {
  return element('p', kind === undefined ? {} : { class: kind }, words(text))
}

export function list(items: readonly string[]): Html {
  return element('ul', {}, ...items.map(item => element('li', {}, words(item))))
}

/** Names and values side by side. Rows without a value are left out. */
export function facts(rows: readonly (readonly [string, string | null])[]): Html {
  const shown = rows.filter((row): row is readonly [string, string] => row[1] !== null && row[1] !== '')
  return element('dl', {}, ...shown.flatMap(([name, value]) => [element('dt', {}, words(name)), element('dd', {}, words(value))]))
}

export interface HtmlTable {
  readonly caption?: string
  readonly headers: readonly string[]
  /** Columns that stand right, by index. */
  readonly right: readonly number[]
  readonly rows: readonly (readonly string[])[]
}

export function table({ caption, headers, right, rows }: HtmlTable): Html {
  const cell = (name: 'th' | 'td', text: string, column: number): Html =>
    element(name, { ...(name === 'th' && { scope: 'col' }), ...(right.includes(column) && { class: 'right' }) }, words(text))
  return element('table', {},
    ...(caption === undefined ? [] : [element('caption', {}, words(caption))]),
    element('thead', {}, element('tr', {}, ...headers.map((header, column) => cell('th', header, column)))),
    element('tbody', {}, ...rows.map(row => element('tr', {}, ...row.map((text, column) => cell('td', text, column))))))
}

export function section(title: string, ...children: readonly (Html | null)[]): Html {
  return element('section', {}, element('h2', {}, words(title)), ...children.filter(child => child !== null))
}
