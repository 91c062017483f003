import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { ok, type Result } from '#domain/shared/result.ts'
import type { XlsformDraft } from '#domain/xlsform/instrument-from-xlsform.ts'
import type { NotCarried, XlsformReport } from '#domain/xlsform/report.ts'
import { xlsformOf } from '#domain/xlsform/xlsform-of.ts'
import { type Instrument, instrumentProblems } from '#knowledge/schema/instrument.ts'
import { languagesOf } from '#knowledge/schema/languages.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { instrumentNamed, loadKnowledge } from '#server/knowledge/load.ts'
import { readBounded, readJson } from '#server/knowledge/read-json.ts'
import { loadWords } from '#server/words.ts'
import { answerWords } from '#server/workbook/answer-words.ts'
import { readXlsform } from '#server/workbook/read-xlsform.ts'
import { LARGEST_FILE } from '#server/workbook/unpack.ts'
import { writeWorkbook } from '#server/workbook/write-workbook.ts'
import { bad, type Printed, print, printable, quoted } from './printed.ts'
import { whyBad } from './why-bad.ts'

export function addInstrumentCommands(screening: Command): void {
  screening
    .command('check')
    .description('Check the file of an instrument: JSON, or an XLSForm (.xlsx)')
    .argument('<file>', 'a JSON file or a workbook')
    .option('--json', 'answer as JSON')
    .action(async (file: string, flags: { json?: boolean }) => print(await checkInstrument(file, flags.json ?? false)))
  screening
    .command('export')
    .description('Write an instrument as an XLSForm')
    .argument('<id>', 'the instrument, "border-card" or "border-card@1"')
    .requiredOption('--out <file>', 'where to write the workbook')
    .action(async (id: string, flags: { out: string }) => print(await exportInstrument(id, flags.out)))
  screening
    .command('import')
    .description('Read an XLSForm as the draft of an instrument')
    .argument('<file>', 'a workbook (.xlsx)')
    .requiredOption('--out <file>', 'where to write the draft')
    .action(async (file: string, flags: { out: string }) => print(await importInstrument(file, flags.out)))
}

type Read = { draft: XlsformDraft | unknown; report: XlsformReport | null }

/** A workbook begins as every zip does; whatever else comes is read as JSON, and says what is wrong with it as such. */
const isZip = (bytes: Buffer) => bytes.subarray(0, 2).toString('latin1') === 'PK'

async function readInstrument(file: string): Promise<Result<Read>> {
  const bytes = await readBounded(file, LARGEST_FILE + 1)
  if (!bytes.ok) return bytes
  if (isZip(bytes.value)) return await readXlsform(bytes.value, await spoken())
  const json = await readJson(file)
  return json.ok ? ok({ draft: json.value, report: null }) : json
}

const spoken = async () => answerWords(await loadWords('UTC'))

export async function checkInstrument(file: string, json: boolean): Promise<Printed> {
  const read = await readInstrument(file)
  if (!read.ok) return bad(`${quoted(file)} ${whyBad(read.code, read.detail)}`)
  const { draft, report } = read.value
  const problems = instrumentProblems(draft)
  const valid = problems.length === 0
  const exitCode = valid ? 0 : 2
  if (json) return { out: JSON.stringify({ valid, problems, ...(report && { xlsform: report }) }), err: '', exitCode }
  const said = report ? reportLines(report) : []
  if (valid) return { out: [`${quoted(file)} is a valid instrument.`, ...said].join('\n'), err: '', exitCode }
  return { out: said.join('\n'), err: problems.map(problemLine).join('\n'), exitCode }
}

export async function exportInstrument(named: string, out: string): Promise<Printed> {
  const instrument = instrumentNamed(await loadKnowledge(), named)
  if (!instrument) return bad(`there is no instrument ${quoted(named)}`)
  const bytes = await writeWorkbook(xlsformOf(instrument, languagesOf(instrument), await spoken()))
  return await written(out, bytes, [`${instrument.id}@${instrument.version} is in ${quoted(out)}.`])
}

export async function importInstrument(file: string, out: string): Promise<Printed> {
  const bytes = await readBounded(file, LARGEST_FILE + 1)
  const read = bytes.ok ? await readXlsform(bytes.value, await spoken()) : bytes
  if (!read.ok) return bad(`${quoted(file)} ${whyBad(read.code, read.detail)}`)
  const { draft, report } = read.value
  const lines = [`The draft is in ${quoted(out)}.`, ...(report ? reportLines(report) : [])]
  const left = instrumentProblems(draft).map(each => `still wrong: ${problemLine(each)}`)
  return await written(out, `${JSON.stringify(draft as Partial<Instrument>, null, 2)}\n`, [...lines, ...left])
}

async function written(out: string, content: string | Buffer, lines: readonly string[]): Promise<Printed> {
  try {
    await writeFile(out, content, { flag: 'wx' })
  } catch {
    return bad(`${quoted(out)} cannot be written, or is there already`)
  }
  return { out: lines.join('\n'), err: '', exitCode: 0 }
}

const WHY: Record<NotCarried['why'], string> = {
  'question-type': 'only yes-or-no questions become signs',
  'other-choices': 'its choices are not yes and no',
  repeat: 'an instrument asks each question once',
  'in-repeat': 'stands in a repeat',
  'nested-group': 'groups in groups become one dimension',
  note: 'an instrument has no notes between questions',
  condition: 'every question is asked, whatever was answered before',
  constraint: 'an answer is yes, no or not known',
  required: 'no question must be answered',
  calculation: 'nothing is calculated beside the score',
  media: 'pictures and other sound are not part of an instrument',
  recording: 'the name is kept; put the file into the folder audio beside the instrument',
  hint: 'a question has no hint',
  column: 'a column that instruments do not have',
  language: 'a language that this program does not have',
  'no-language': 'the form does not say in which language this is',
  choice: 'a choice of a question that was not carried',
  'choice-words': 'yes, no and not known have words of their own',
  setting: 'a setting that instruments do not have',
  sheet: 'a sheet that XLSForm does not have',
  name: 'written in the letters that ids have here',
}

const notCarriedLine = ({ sheet, row, column, value, why }: NotCarried) =>
  `not carried: ${printable(sheet)} ${row}${column && `, ${printable(column)}`}${value && ` ${quoted(value)}`}: ${WHY[why]}`

const reportLines = ({ carried, notCarried, toDecide }: XlsformReport): string[] => [
  `carried: ${carried} questions`,
  ...notCarried.map(notCarriedLine),
  ...toDecide.map(({ at, what }) => `to decide: ${at}${what === at ? '' : ` (${what})`}`),
]

const problemLine = ({ at, why }: Problem) => `${at === '' ? 'the whole' : printable(at)}: ${printable(why)}`
