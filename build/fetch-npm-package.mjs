// Puts one package of package-lock.json into node_modules although it is made for another platform.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const name = process.argv[2]
const place = `node_modules/${name}`
const entry = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages[place]
if (!entry) {
  throw new Error(`${name} is not in package-lock.json`)
}

const folder = mkdtempSync(join(tmpdir(), 'edgevoice-npm-'))
try {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const [packed] = JSON.parse(execFileSync(npm, ['pack', `${name}@${entry.version}`, '--json', '--pack-destination', folder], { encoding: 'utf8' }))
  const file = join(folder, packed.filename)
  // npm pack trusts the registry; the lock file does not.
  const [algorithm, digest] = entry.integrity.split('-', 2)
  if (createHash(algorithm).update(readFileSync(file)).digest('base64') !== digest) {
    throw new Error(`${name}@${entry.version} does not have the integrity that package-lock.json asks for`)
  }

  execFileSync('tar', ['-xzf', file, '-C', folder])
  cpSync(join(folder, 'package'), place, { recursive: true })
} finally {
  rmSync(folder, { recursive: true })
}
