import type { Application, Template } from '../../console/template.js'
import { useResource, type Loaded } from '../live/use-resource.js'

/** A template with every application for it, oldest first. */
export type LibraryTemplate = Template & { applications: Application[] }

/** The whole library, oldest first. */
export const useLibrary = (): Loaded<LibraryTemplate[]> =>
  useResource<{ library: LibraryTemplate[] }>('/_sandbox/templates')?.library
