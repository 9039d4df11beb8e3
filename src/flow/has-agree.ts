import type { TemplateAnswer } from '../contract.js'

export const hasAgree = (answers: TemplateAnswer[]): boolean => answers.some(({ type }) => type === 'AGREE')
