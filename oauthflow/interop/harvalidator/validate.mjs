// Reads a HAR file, and prints "valid" or ends with what is wrong with it.
import { readFileSync } from 'node:fs'
import { har } from 'har-validator'

try {
  await har(JSON.parse(readFileSync(process.argv[2], 'utf8')))
  console.log('valid')
} catch (error) {
  console.error(JSON.stringify(error.errors ?? error.message, null, 1))
  process.exit(1)
}
