import { formatNames, frameworkNames, frameworks, tableFormats } from '../../stores/exports'
import type { Command, CommandContext } from './command'

const answered = ({ exports }: CommandContext): boolean => exports.answered
const legal = ({ exports }: CommandContext): boolean => exports.legal

/** What leaves the project as a file or through the clipboard; groups stand apart in the window's own menu. */
export const exportGroups = {
  report: [
    exportCommand('report.html', 'Report as HTML…', answered, ({ exports }) => exports.saveReport('html')),
    exportCommand('report.pdf', 'Report as PDF…', answered, ({ exports }) => exports.saveReport('pdf'))
  ],
  diagram: [
    exportCommand('diagram.svg', 'Diagram as SVG…', legal, ({ exports }) => exports.saveSvg('diagram', exports.diagram())),
    exportCommand('diagram.png', 'Diagram as PNG…', legal, ({ exports }) => exports.savePng('diagram', exports.diagram(), 2)),
    exportCommand('diagram.copy', 'Copy Diagram as Picture', legal, ({ exports }) => exports.copyPicture(exports.diagram()))
  ],
  code: frameworks.flatMap(framework => [
    exportCommand(`${framework}.copy`, `Copy Design as ${frameworkNames[framework]} Code`, legal, ({ exports }) => exports.copyCode(framework)),
    exportCommand(`${framework}.save`, `Save Design as ${frameworkNames[framework]} Code…`, legal, ({ exports }) => exports.saveCode(framework))
  ]),
  designs: tableFormats.map(format => exportCommand(`designs.${format}`, `Comparison of Designs as ${formatNames[format]}…`, ({ exports }) => exports.compared, ({ exports }) => exports.saveTable('designs', exports.comparison(), format)))
} as const satisfies Readonly<Record<string, readonly Command[]>>

export const exportCommands: readonly Command[] = Object.values(exportGroups).flat()

function exportCommand(id: string, label: string, enabled: Command['enabled'], perform: Command['perform']): Command {
  return { id: `export.${id}`, label: () => label, accelerator: null, menu: 'file', group: 3, submenu: 'Export', enabled, perform }
}
