import { Readable } from 'node:stream'
import sharp from 'sharp'
import type { MediaType } from './media.ts'

/** 50 megapixels: more than any phone's photo; a picture that unpacks to more is made to fill a server's memory. */
const MOST_PIXELS = 50_000_000

const FORMATS = { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' } as const

export const isPhoto = (type: MediaType): type is keyof typeof FORMATS => Object.hasOwn(FORMATS, type)

/** Draws the picture anew, upright, without what the camera wrote into it: place, time, device, owner. */
export function withoutMetadata(
  bytes: AsyncIterable<Uint8Array>,
  type: keyof typeof FORMATS,
): AsyncIterable<Uint8Array> {
  const drawn = sharp({ limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .autoOrient()
    .toFormat(FORMATS[type], type === 'image/png' ? {} : { quality: 90 })
  const source = Readable.from(bytes)
  source.once('error', fault => drawn.destroy(fault))
  return source.pipe(drawn)
}
