import { crc32, deflateRawSync } from 'node:zlib'

type Lie = { claimed?: number }

/** A zip by hand, so that a test can write what no program would: sizes that are not true, paths that lead out. */
export function zipOf(files: Record<string, string | Buffer>, lie: Lie = {}): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content)
    const packed = deflateRawSync(data)
    const head = header({ data, packed, name, claimed: lie.claimed ?? data.length })
    const local = Buffer.concat([signed(0x04034b50), head, Buffer.from(name), packed])
    const made = Buffer.from([20, 0])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    locals.push(local)
    central.push(Buffer.concat([signed(0x02014b50), made, head, rest, Buffer.from(name)]))
    at += local.length
  }
  const size = central.reduce((sum, each) => sum + each.length, 0)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(central.length, 4)
  end.writeUInt16LE(central.length, 6)
  end.writeUInt32LE(size, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, ...central, signed(0x06054b50), end])
}

function signed(number: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(number)
  return bytes
}

/** What a local header and its entry in the directory have in common, from the version to the length of the extra field. */
function header({
  data,
  packed,
  name,
  claimed,
}: {
  data: Buffer
  packed: Buffer
  name: string
  claimed: number
}): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(20, 0)
  bytes.writeUInt16LE(8, 4)
  bytes.writeUInt32LE(crc32(data), 10)
  bytes.writeUInt32LE(packed.length, 14)
  bytes.writeUInt32LE(claimed, 18)
  bytes.writeUInt16LE(Buffer.byteLength(name), 22)
  return bytes
}
