import Type, { type Static } from 'typebox'
import { Application, Template } from '../console/template.js'
import type { Sandbox } from '../sandbox.js'
import { TemplateDraftSchema } from '../state/seed.js'
import type { TypedApp } from '../typed-app.js'
import { ControlError, notFound } from './control-error.js'

const tags = ['Template Library']
const strict = { additionalProperties: false }
const ApplicationParams = Type.Object({ applicationId: Type.String() })
const Applied = Type.Object({ ...Template.properties, ...Application.properties })
const Search = Type.Object(
  {
    search: Type.Optional(Type.String({ description: 'Part of the name, or the templateId.' })),
    channel: Type.Optional(Type.Enum(['INBOX', 'PUSH', 'SMS'])),
    site: Type.Optional(Type.String({ description: 'The target app.' })),
  },
  strict,
)
const WithApplications = Type.Object({ ...Template.properties, applications: Type.Array(Application) })

/** The Template Library: the administrator makes templates and decides, the merchant applies and withdraws. */
export function registerTemplates(app: TypedApp, sandbox: Sandbox): void {
  app.get(
    '/_sandbox/templates',
    {
      schema: {
        tags,
        summary:
          'templates: every application with its template. library: every template with its applications',
        querystring: Search,
        response: {
          200: Type.Object({ templates: Type.Array(Applied), library: Type.Array(WithApplications) }),
        },
      },
    },
    (request) => {
      const { templates } = sandbox.state
      const isFound = (one: Static<typeof Template>): boolean => fits(one, request.query)
      return { templates: templates.applied().filter(isFound), library: templates.list().filter(isFound) }
    },
  )
  app.post(
    '/_sandbox/templates',
    {
      schema: {
        tags,
        summary: 'The super app’s administrator creates a template',
        body: TemplateDraftSchema,
        response: { 201: Template },
      },
    },
    (request, reply) => {
      reply.code(201)
      return sandbox.state.templates.create(request.body)
    },
  )
  app.post(
    '/_sandbox/templates/:templateId/applications',
    {
      schema: {
        tags,
        summary: 'The merchant applies for a template',
        params: Type.Object({ templateId: Type.String() }),
        body: Type.Object({ appId: Type.String(), scenario: Type.String({ minLength: 1 }) }, strict),
        response: { 201: Application },
      },
    },
    (request, reply) => {
      reply.code(201)
      const { appId, scenario } = request.body
      requireTestingQrCode(sandbox, appId)
      requireReleased(sandbox, request.params.templateId, appId)
      return sandbox.state.templates.apply(request.params.templateId, appId, scenario, sandbox.clock.now())
    },
  )
  registerDecisions(app, sandbox)
}

function fits(
  { name, templateId, channel, site }: Static<typeof Template>,
  { search, channel: wanted, site: app }: Static<typeof Search>,
): boolean {
  const isNamed =
    search === undefined || templateId === search || name.toLowerCase().includes(search.toLowerCase())
  return isNamed && (wanted === undefined || wanted === channel) && (app === undefined || app === site)
}

/** A template is chosen for a mini program and a target app that it is released to. */
function requireReleased({ state }: Sandbox, templateId: string, appId: string): void {
  const site = state.templates.list().find((one) => one.templateId === templateId)?.site
  if (site === undefined || state.miniPrograms.get(appId)?.sites.has(site)) return
  throw new ControlError(409, 'NOT_ALLOWED', `Mini program ${appId} is not released to ${site}.`)
}

function requireTestingQrCode({ state }: Sandbox, appId: string): void {
  const miniProgram = state.miniPrograms.get(appId)
  if (!miniProgram) throw notFound(`mini program ${appId}`)
  if (miniProgram.switches.testingQrCode) return
  const message = 'Start the release of the mini program and generate the testing QR code first.'
  throw new ControlError(409, 'NOT_ALLOWED', message)
}

function registerDecisions(app: TypedApp, sandbox: Sandbox): void {
  const schema = { tags, params: ApplicationParams, response: { 200: Application } }
  app.post(
    '/_sandbox/applications/:applicationId/approve',
    {
      schema: {
        ...schema,
        summary: 'The administrator approves; the answer has the templateCode',
        body: Type.Object(
          { templateCode: Type.Optional(Type.String({ pattern: '^[^@#?]{1,64}$' })) },
          strict,
        ),
      },
    },
    (request) =>
      sandbox.state.templates.approve(
        request.params.applicationId,
        sandbox.clock.now(),
        request.body.templateCode,
      ),
  )
  app.post(
    '/_sandbox/applications/:applicationId/reject',
    {
      schema: {
        ...schema,
        summary: 'The administrator rejects',
        body: Type.Object({ reason: Type.Optional(Type.String()) }, strict),
      },
    },
    (request) =>
      sandbox.state.templates.reject(request.params.applicationId, sandbox.clock.now(), request.body.reason),
  )
  app.post(
    '/_sandbox/applications/:applicationId/withdraw',
    { schema: { ...schema, summary: 'The merchant takes the application back' } },
    (request) => sandbox.state.templates.withdraw(request.params.applicationId, sandbox.clock.now()),
  )
}
