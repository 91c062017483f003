import { fileTypeFromBuffer } from 'file-type'

/**
 * What is taken, by content. No office files: they carry macros, earlier wordings and their writer's name; a PDF of them does. No
 * archives, no programs, nothing that a browser would run.
 */
export const MEDIA = {
  'application/pdf': { kind: 'document', ending: 'pdf' },
  'image/jpeg': { kind: 'photo', ending: 'jpg' },
  'image/png': { kind: 'photo', ending: 'png' },
  'image/webp': { kind: 'photo', ending: 'webp' },
  'audio/mpeg': { kind: 'audio', ending: 'mp3' },
  'audio/mp4': { kind: 'audio', ending: 'm4a' },
  'audio/ogg': { kind: 'audio', ending: 'ogg' },
  'audio/wav': { kind: 'audio', ending: 'wav' },
} as const

export type MediaType = keyof typeof MEDIA

/** The same content under the names that programs give it. */
const ALSO: Record<string, MediaType> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/vnd.wave': 'audio/wav',
  'audio/ogg; codecs=opus': 'audio/ogg',
}

const isMedia = (mime: string): mime is MediaType => Object.hasOwn(MEDIA, mime)

export const asMedia = (mime: string): MediaType => {
  if (!isMedia(mime)) throw new Error('a stored file of a type that is not taken')
  return mime
}

/** By the first bytes, never by a name or by what the sender says; null where it is nothing that is taken. */
export async function mediaOf(beginning: Uint8Array): Promise<MediaType | null> {
  const mime = (await fileTypeFromBuffer(beginning))?.mime ?? ''
  return ALSO[mime] ?? (isMedia(mime) ? mime : null)
}
