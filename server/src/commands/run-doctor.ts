import { readFileSync } from 'node:fs'
import type { Config } from '../config/read-config.js'
import { diagnosePlatform } from '../doctor/diagnose-platform.js'
import { diagnoseRequest, type RecordedRequest } from '../doctor/diagnose-request.js'
import { SdkError } from '../sdk-error.js'

/** Prints what is wrong and how to mend it; true when nothing is. */
export async function runDoctor(config: Config, requestFile?: string): Promise<boolean> {
  const found =
    requestFile === undefined
      ? await diagnosePlatform(config)
      : diagnoseRequest(config, readRequest(requestFile), Date.now())
  console.log(`${found.cause}: ${found.detail}\n${found.remedy}`)
  return found.cause === 'NOTHING'
}

function readRequest(file: string): RecordedRequest {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RecordedRequest
  } catch (cause) {
    throw new SdkError('INVALID_REQUEST_FILE', `${file} is no JSON of { url, headers, body }`, { cause })
  }
}
