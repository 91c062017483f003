import type { Command } from 'commander'
import { AGE_GROUPS } from '#domain/cases/case.ts'
import { isForAge } from '#domain/screening/choose.ts'
import type { AgeSide } from '#domain/screening/finding.ts'
import { readAnswers } from '#domain/screening/read-answers.ts'
import { type Score, score } from '#domain/screening/score.ts'
import { type Result, refuse } from '#domain/shared/result.ts'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import { instrumentNamed, loadKnowledge } from '#server/knowledge/load.ts'
import { readJson } from '#server/knowledge/read-json.ts'
import { addInstrumentCommands } from './instrument-commands.ts'
import { bad, type Printed, print, quoted } from './printed.ts'
import { whyBad } from './why-bad.ts'

type ScoreFlags = { instrument?: string; answers?: string; age?: string; json?: boolean }

export function addScreeningCommands(program: Command): void {
  const screening = program
    .command('screening')
    .description('Score a screening; check, export or import an instrument')
    .showSuggestionAfterError(false)
    .exitOverride(error => process.exit(error.exitCode === 0 ? 0 : 2))
  screening
    .command('score')
    .description('Score answers: {"<indicator id>": "yes" | "no" | "unknown"}')
    .option('--instrument <id>', 'the instrument, "ilo-labour-adult" or "ilo-labour-adult@1"')
    .option('--answers <file>', 'a JSON file with the answers')
    .option('--age <group>', 'adult, child or uncertain; uncertain, the default, counts as a child')
    .option('--json', 'answer as JSON')
    .action(async (flags: ScoreFlags) => print(await scoreScreening(flags)))
  addInstrumentCommands(screening)
}

export async function scoreScreening(flags: ScoreFlags): Promise<Printed> {
  if (!flags.instrument) return bad('name the instrument: --instrument ilo-labour-adult')
  if (!flags.answers) return bad('name the file with the answers: --answers FILE')
  const instrument = instrumentNamed(await loadKnowledge(), flags.instrument)
  if (!instrument) return bad(`there is no instrument ${quoted(flags.instrument)}`)
  const side = sideOf(flags.age)
  if (!side) return bad(`there is no age group ${quoted(flags.age ?? '')}: adult, child or uncertain`)
  if (flags.age && !isForAge(instrument, side)) return bad(`${instrument.id} is not for this age`)
  const read = await readJson(flags.answers)
  const answers: Result<Parameters<typeof score>[1]> = read.ok ? readAnswers(instrument, read.value) : refuse(read.code)
  if (!answers.ok) return bad(`${quoted(flags.answers)} ${whyBad(answers.code, answers.detail)}`)
  const scored = score(instrument, answers.value, side)
  return { out: flags.json ? asJson(instrument, scored) : asText(instrument, scored), err: '', exitCode: 0 }
}

/** Who is not known to be an adult is protected as a child. */
function sideOf(age = 'uncertain'): AgeSide | undefined {
  const group = AGE_GROUPS.find(each => each === age)
  return group === 'uncertain' ? 'child' : group
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
