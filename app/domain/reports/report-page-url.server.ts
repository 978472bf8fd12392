import type { Lang } from "~/i18n/lang";
import { env } from "~/platform/env.server";

/** A report's page on the web, of one recipient alone: the token is the only key to it. */
export const reportPagePath = (lang: Lang, pageToken: string) => `/${lang}/reports/${pageToken}`;
export const reportPageUrl = (lang: Lang, pageToken: string) => env.APP_URL + reportPagePath(lang, pageToken);
export const reportPdfUrl = (lang: Lang, pageToken: string) => `${reportPageUrl(lang, pageToken)}/report.pdf`;
