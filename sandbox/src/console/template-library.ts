import { newId, newTemplateCode } from '../state/random-ids.js'

export type Channel = 'INBOX' | 'PUSH' | 'SMS'

/** Where a variable goes: into the texts, or into what opens on a tap. */
export interface Variable {
  name: string
  sample: string
  use: 'TEXT' | 'BODY_LINK' | 'FOOTER_LINK'
}

/** Texts of one language; `{{name}}` stands for a variable. */
export interface TemplateText {
  title: string
  body: string
  footer?: string
}

/** What the super app's administrator fills in. */
export interface TemplateDraft {
  name: string
  channel: Channel
  kind: 'ONE_TIME' | 'LONG_TERM'
  variables: readonly Variable[]
  texts: Readonly<Record<string, TemplateText>>
}

export interface Template extends TemplateDraft {
  templateId: string
}

/** A merchant's request to use a template for one mini program. */
export interface Application {
  applicationId: string
  templateId: string
  appId: string
  scenario: string
  status: 'UNDER_REVIEW' | 'APPROVED'
  /** Given with the approval; the platform's page calls it Customized Template ID. */
  templateCode?: string
}

/** Templates of the super app, and who may use which. */
export class TemplateLibrary {
  private readonly templates = new Map<string, Template>()
  private readonly applications: Application[] = []

  create(draft: TemplateDraft): Template {
    const template = { ...draft, templateId: newId() }
    this.templates.set(template.templateId, template)
    return template
  }

  /** Throws if the mini program already uses the template or waits for it: one application at a time. */
  apply(templateId: string, appId: string, scenario: string): Application {
    if (!this.templates.has(templateId)) throw new Error(`There is no template ${templateId}.`)
    if (this.applications.some((one) => one.templateId === templateId && one.appId === appId)) {
      throw new Error(`${appId} has already applied for template ${templateId}.`)
    }
    const application: Application = {
      applicationId: newId(),
      templateId,
      appId,
      scenario,
      status: 'UNDER_REVIEW',
    }
    this.applications.push(application)
    return application
  }

  /** Gives the application its template code. Throws if it is not under review. */
  approve(applicationId: string, now: number, templateCode = newTemplateCode(now)): void {
    const application = this.applications.find((one) => one.applicationId === applicationId)
    if (application?.status !== 'UNDER_REVIEW') throw new Error(`${applicationId} is not under review.`)
    application.status = 'APPROVED'
    application.templateCode = templateCode
  }

  /** The template that `appId` may send by this code, or undefined. */
  approved(templateCode: string, appId: string): Template | undefined {
    const application = this.applications.find(
      (one) => one.templateCode === templateCode && one.appId === appId && one.status === 'APPROVED',
    )
    return application && this.templates.get(application.templateId)
  }

  /** Every application with its template, as the Template Library page lists them. */
  list(): (Template & Application)[] {
    return this.applications.flatMap((application) => {
      const template = this.templates.get(application.templateId)
      return template ? [{ ...template, ...application }] : []
    })
  }
}
