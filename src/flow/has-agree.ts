import type { TemplateAnswer } from '../contract'

export const hasAgree = (answers: TemplateAnswer[]): boolean => answers.some(({ type }) => type === 'AGREE')
