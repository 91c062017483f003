import type { Command } from 'commander'
import { readAnswers } from '#domain/screening/read-answers.ts'
import { type Score, score } from '#domain/screening/score.ts'
import { type Result, refuse } from '#domain/shared/result.ts'
import { type Instrument, instrumentProblems } from '#knowledge/schema/instrument.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { type Knowledge, loadKnowledge } from '#server/knowledge/load.ts'
import { readJson } from '#server/knowledge/read-json.ts'

/** What a command prints, and the code it ends with: 0, or 2 where the input was bad. */
export type Printed = { out: string; err: string; exitCode: 0 | 2 }

type ScoreFlags = { instrument?: string; answers?: string; json?: boolean }

export function addScreeningCommands(program: Command): void {
  const screening = program
    .command('screening')
    .description('Score a screening, or check an instrument')
    .showSuggestionAfterError(false)
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  screening
    .command('score')
    .description('Score answers: {"<indicator id>": "yes" | "no" | "unknown"}')
    .option('--instrument <id>', 'the instrument, "ilo-labour-adult" or "ilo-labour-adult@1"')
    .option('--answers <file>', 'a JSON file with the answers')
    .option('--json', 'answer as JSON')
    .action(async (flags: ScoreFlags) => print(await scoreScreening(flags)))
  screening
    .command('check')
    .description('Check the file of an instrument')
    .argument('<file>', 'a JSON file')
    .option('--json', 'answer as JSON')
    .action(async (file: string, flags: { json?: boolean }) => print(await checkInstrument(file, flags.json ?? false)))
}

function print({ out, err, exitCode }: Printed): void {
  if (out) process.stdout.write(`${out}\n`)
  if (err) process.stderr.write(`${err}\n`)
  process.exitCode = exitCode
}

export async function scoreScreening(flags: ScoreFlags): Promise<Printed> {
  if (!flags.instrument) return bad('name the instrument: --instrument ilo-labour-adult')
  if (!flags.answers) return bad('name the file with the answers: --answers FILE')
  const instrument = instrumentNamed(await loadKnowledge(), flags.instrument)
  if (!instrument) return bad(`there is no instrument ${quoted(flags.instrument)}`)
  const read = await readJson(flags.answers)
  const answers: Result<Parameters<typeof score>[1]> = read.ok ? readAnswers(instrument, read.value) : refuse(read.code)
  if (!answers.ok) return bad(`${quoted(flags.answers)} ${whyBad(answers.code, answers.detail)}`)
  const scored = score(instrument, answers.value)
  return { out: flags.json ? asJson(instrument, scored) : asText(instrument, scored), err: '', exitCode: 0 }
}

export async function checkInstrument(file: string, json: boolean): Promise<Printed> {
  const read = await readJson(file)
  if (!read.ok) return bad(`${quoted(file)} ${whyBad(read.code)}`)
  const problems = instrumentProblems(read.value)
  const valid = problems.length === 0
  if (json) return { out: JSON.stringify({ valid, problems }), err: '', exitCode: valid ? 0 : 2 }
  if (valid) return { out: `${quoted(file)} is a valid instrument.`, err: '', exitCode: 0 }
  return { out: '', err: problems.map(problemLine).join('\n'), exitCode: 2 }
}

function instrumentNamed(knowledge: Knowledge, named: string): Instrument | undefined {
  const [, id, version] = /^([a-z0-9-]+)(?:@([1-9]\d{0,3}))?$/.exec(named) ?? []
  if (id === undefined) return undefined
  return version === undefined ? knowledge.latest(id) : knowledge.instrument(id, Number(version))
}

const asJson = (instrument: Instrument, { dimensions, finding, nextStep }: Score) =>
  JSON.stringify({ instrument: instrument.id, version: instrument.version, dimensions, finding, nextStep })

function asText(instrument: Instrument, scored: Score): string {
  const dimensions = instrument.dimensions.flatMap(({ key, title }) => {
    const counted = scored.dimensions[key]
    if (!counted) return []
    const { strong, medium, weak, positive } = counted
    return `${positive ? 'positive' : 'negative'}  ${title.en}: ${strong} strong, ${medium} medium, ${weak} weak`
  })
  const open = scored.undecided.length > 0 ? `; still open: ${scored.undecided.join(', ')}` : ''
  return [
    `${instrument.id}@${instrument.version}`,
    ...dimensions,
    ...scored.reasons.map(each => `yes  ${each.dimension}.${each.indicator} (${each.weight})`),
    ...scored.urgent.map(each => `urgent  ${each.dimension}.${each.indicator}`),
    `not known: ${scored.unknown}${open}`,
    `finding: ${scored.finding}`,
    `next step: ${scored.nextStep}`,
  ].join('\n')
}

const bad = (why: string): Printed => ({ out: '', err: `aman: ${why}`, exitCode: 2 })

const problemLine = ({ at, why }: Problem) => `${at === '' ? 'the whole' : printable(at)}: ${printable(why)}`

const WHY: Record<string, string> = {
  'file.not-found': 'is not there',
  'file.is-a-folder': 'is a folder',
  'file.not-readable': 'cannot be read',
  'file.too-large': 'is larger than 1 MB',
  'file.not-utf8': 'is not UTF-8 text',
  'file.not-json': 'is not JSON',
  'screening.answers-not-an-object': 'is not an object of answers',
  'screening.question-not-found': 'answers what the instrument does not ask:',
  'screening.answer-not-known': 'has an answer that is not yes, no or unknown:',
}

function whyBad(code: string, detail?: unknown): string {
  const why = WHY[code] ?? code
  return isKeyed(detail) ? `${why} ${quoted(detail.key)}` : why
}

const isKeyed = (detail: unknown): detail is { key: string } =>
  typeof detail === 'object' && detail !== null && 'key' in detail && typeof detail.key === 'string'

/** What came from outside, on one line and without signs that move a terminal's cursor or turn its text round. */
const quoted = (text: string) => `"${printable(text.length > 80 ? `${text.slice(0, 80)}…` : text)}"`

const printable = (text: string) =>
  text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, sign => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)
