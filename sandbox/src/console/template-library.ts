import { newId, newTemplateCode } from '../state/random-ids.js'
import type { Site } from '../state/sites.js'
import { type Application, type Template, type TemplateDraft, textProblem } from './template.js'

export type { Application, Template } from './template.js'

/** Says no to what the Template Library does not allow. */
export class LibraryError extends Error {
  readonly controlCode: string

  constructor(
    readonly statusCode: 400 | 404 | 409,
    message: string,
  ) {
    super(message)
    this.name = 'LibraryError'
    this.controlCode = statusCode === 400 ? 'INVALID_REQUEST' : 'NOT_ALLOWED'
  }
}

/** Templates of the super apps, and who may use which. */
export class TemplateLibrary {
  private readonly templates = new Map<string, Template>()
  private readonly applications: Application[] = []

  /** Throws if a text uses what is not a variable, or a language is not a tag. */
  create({ site = 'ALIPAY_CN', variables, ...draft }: TemplateDraft): Template {
    const problem = textProblem({ texts: draft.texts, variables })
    if (problem !== undefined) throw new LibraryError(400, `Template ${draft.name}: ${problem}`)
    const withUse = variables.map(({ use = 'TEXT', ...variable }) => ({ ...variable, use }))
    const template: Template = { ...draft, site, variables: withUse, templateId: newId() }
    this.templates.set(template.templateId, template)
    return template
  }

  /** Throws if the mini program uses the template or waits for it: one application at a time (inferred). */
  apply(templateId: string, appId: string, scenario: string, now: number): Application {
    if (!this.templates.has(templateId)) throw new LibraryError(404, `There is no template ${templateId}.`)
    const open = this.applications.find(
      (one) => one.templateId === templateId && one.appId === appId && isOpen(one),
    )
    if (open) throw new LibraryError(409, `${appId} has already applied for template ${templateId}.`)
    const application: Application = {
      applicationId: newId(),
      templateId,
      appId,
      scenario,
      status: 'UNDER_REVIEW',
      changedAt: new Date(now).toISOString(),
    }
    this.applications.push(application)
    return application
  }

  /** Gives the application its template code. Throws if it is not under review, or the code is taken. */
  approve(applicationId: string, now: number, templateCode = newTemplateCode(now)): Application {
    if (this.applications.some((one) => one.templateCode === templateCode)) {
      throw new LibraryError(409, `templateCode ${templateCode} is taken.`)
    }
    return this.decide(applicationId, now, { status: 'APPROVED', templateCode })
  }

  reject(applicationId: string, now: number, reason = ''): Application {
    return this.decide(applicationId, now, { status: 'REJECTED', reason })
  }

  /** The merchant takes the application back while it is under review. */
  withdraw(applicationId: string, now: number): Application {
    return this.decide(applicationId, now, { status: 'WITHDRAWN' })
  }

  /** The template of that super app that `appId` may send by this code, or undefined. */
  approved(templateCode: string, appId: string, site: Site | undefined): Template | undefined {
    const application = this.applications.find(
      (one) => one.templateCode === templateCode && one.appId === appId && one.status === 'APPROVED',
    )
    const template = application && this.templates.get(application.templateId)
    return template?.site === site ? template : undefined
  }

  /** Every template with its applications, oldest first. */
  list(): (Template & { applications: Application[] })[] {
    return [...this.templates.values()].map((template) => ({
      ...template,
      applications: this.applications.filter(({ templateId }) => templateId === template.templateId),
    }))
  }

  /** Every application with its template. */
  applied(): (Template & Application)[] {
    return this.applications.flatMap((application) => {
      const template = this.templates.get(application.templateId)
      return template ? [{ ...template, ...application }] : []
    })
  }

  private decide(applicationId: string, now: number, outcome: Partial<Application>): Application {
    const application = this.applications.find((one) => one.applicationId === applicationId)
    if (!application) throw new LibraryError(404, `There is no application ${applicationId}.`)
    if (application.status !== 'UNDER_REVIEW') {
      throw new LibraryError(409, `Application ${applicationId} is ${application.status}, not under review.`)
    }
    return Object.assign(application, outcome, { changedAt: new Date(now).toISOString() })
  }
}

const isOpen = ({ status }: Application): boolean => status === 'UNDER_REVIEW' || status === 'APPROVED'
