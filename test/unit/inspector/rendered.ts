/** The words of a component that was rendered to a string, as one line. */
export function textOf(html: string): string {
  return html.replaceAll(/<!--[\s\S]*?-->/g, '').replaceAll(/<[^>]+>/g, ' ').replaceAll('&#39;', '\'').replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ').trim()
}
