import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import type { Assets } from './assets.ts';

/** Renders one of the staff's pages with its values; everything is escaped unless a template says otherwise. */
export type RenderPage = (template: string, values: Readonly<Record<string, unknown>>) => string;

const PAGES = fileURLToPath(new URL('./pages/', import.meta.url));

/** The staff's pages (planner shell, sign-in, run sheet, errors) with what all of them show. */
export function createRenderPage(common: { assets: Assets; serviceName: string }): RenderPage {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(PAGES), {
    autoescape: true,
    throwOnUndefined: true,
  });
  return (template, values) => environment.render(template, { ...common, ...values });
}
