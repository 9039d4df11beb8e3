import { ControlError } from '../control/control-error.js'

const ownNames = ['127.0.0.1', 'localhost']

/**
 * The address of a program on this machine; the page may frame no other. A missing scheme is http, as
 * people type `localhost:5173`. `sandboxHost`: the sandbox itself, which must not be a program on its own phone.
 */
export function readOwnAddress(text: string, sandboxHost: string): string {
  const typed = text.trim()
  const written = /^[a-z]+:\/\//i.test(typed) ? typed : `http://${typed}`
  if (!URL.canParse(written))
    throw refused(`"${typed}" is not an address: it looks like http://localhost:5173/.`)
  const url = new URL(written)
  if (!/^https?:$/.test(url.protocol) || !ownNames.includes(url.hostname)) {
    throw refused(
      'The phone opens programs of this machine (localhost or 127.0.0.1, http or https). ' +
        'For another host start the sandbox with --h5 and its address.',
    )
  }
  if (ownNames.some((name) => url.host === sandboxHost.replace(/^[^:]+/, name))) {
    throw refused('This is the sandbox itself: give the address of your mini program.')
  }
  return url.href
}

const refused = (message: string): ControlError => new ControlError(400, 'INVALID_ADDRESS', message)
