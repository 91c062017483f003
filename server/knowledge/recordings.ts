import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Instrument } from '#knowledge/schema/instrument.ts'
import type { Problem } from '#knowledge/schema/problems.ts'
import { LARGEST_RECORDING } from '#knowledge/schema/recording.ts'
import { MEDIA, mediaOf } from '#server/files/media.ts'

const HERE = fileURLToPath(new URL('../../knowledge', import.meta.url))

type Recording = { bytes: Uint8Array<ArrayBuffer>; type: string }
type Named = { at: string; file: string }

/** The recordings that an instrument names. */
export const recordingsNamed = ({ dimensions }: Pick<Instrument, 'dimensions'>): Named[] =>
  dimensions.flatMap(({ indicators }, d) =>
    indicators.flatMap(({ audio = {} }, i) =>
      Object.entries(audio).map(([language, file]) => ({
        at: `dimensions[${d}].indicators[${i}].audio.${language}`,
        file,
      })),
    ),
  )

const fileOf = (folder: string, instrument: string, file: string): Promise<Uint8Array<ArrayBuffer> | null> =>
  readFile(join(folder, 'instruments', instrument, 'audio', file)).then(
    bytes => new Uint8Array(bytes),
    () => null,
  )

/** Each recording that an instrument names lies beside it, is the sound that its name says, and is small enough for a telephone. */
export async function recordingProblems(instrument: Instrument, folder = HERE): Promise<Problem[]> {
  const found = recordingsNamed(instrument).map(async ({ at, file }): Promise<Problem[]> => {
    const bytes = await fileOf(folder, instrument.id, file)
    if (!bytes) return [{ at, why: `has no file instruments/${instrument.id}/audio/${file}` }]
    if (bytes.length > LARGEST_RECORDING) return [{ at, why: `is larger than ${LARGEST_RECORDING / 1000} KB` }]
    const media = await mediaOf(bytes)
    return media && file.endsWith(`.${MEDIA[media].ending}`) ? [] : [{ at, why: 'is not the sound that its name says' }]
  })
  return (await Promise.all(found)).flat()
}

/**
 * A recording by its name, where one of the instruments names it. A version that an instance published may name a file that was never put
 * beside it: then there is none.
 */
export async function recordingIn(
  instruments: readonly Instrument[],
  id: string,
  file: string,
  folder = HERE,
): Promise<Recording | null> {
  const named = instruments.some(each => each.id === id && recordingsNamed(each).some(one => one.file === file))
  const bytes = named ? await fileOf(folder, id, file) : null
  const type = Object.entries(MEDIA).find(([, { ending }]) => file.endsWith(`.${ending}`))?.[0]
  return bytes && type !== undefined ? { bytes, type } : null
}
