import type { Request, Response } from "express";
import { isLang, type Lang, langOfPath, negotiateLang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import { PROBLEM_TYPE, problemBody } from "./problem.ts";
import { requestMarks } from "./request-context.server.ts";

export type Refusal = "crossSite" | "tooLarge" | "unreadable";

const CODES = {
	crossSite: "cross_site_request",
	tooLarge: "body_too_large",
	unreadable: "unreadable_request",
} as const satisfies Record<Refusal, string>;

/** Answers a request that never reaches a route: a small page for people, problem details for programs. */
export function refuse(req: Request, res: Response, status: number, refusal: Refusal): void {
	const lang = langOf(req);
	const message = getT(lang, "errors")(`request.${refusal}`);
	answerPlainly(req, res, { status, code: CODES[refusal], message, lang });
}

/** The last resort, when even the error page failed. */
export function answerFailure(req: Request, res: Response, status: number): void {
	const lang = langOf(req);
	const message = getT(lang, "errors")(status < 500 ? "request.unreadable" : "page.failedText");
	answerPlainly(req, res, { status, code: status < 500 ? "unreadable_request" : "internal_error", message, lang });
}

interface PlainAnswer {
	status: number;
	code: string;
	message: string;
	lang: Lang;
}

function answerPlainly(req: Request, res: Response, { status, code, message, lang }: PlainAnswer): void {
	if (res.headersSent) {
		res.destroy();
		return;
	}
	const { requestId } = requestMarks(res);
	res.status(status).setHeader("Cache-Control", "no-store");
	if (/^\/(?:api|webhooks)\//.test(req.path)) {
		res.type(PROBLEM_TYPE).send(JSON.stringify(problemBody({ status, code, detail: message, errorId: requestId })));
		return;
	}
	const t = getT(lang, "errors");
	const title = t(status < 500 ? "page.refusedTitle" : "page.failedTitle");
	res
		.type("html")
		.send(
			`<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
				`<meta name="color-scheme" content="light dark"><title>${title}</title><main><h1>${title}</h1><p>${message}</p>` +
				`<p>${t("page.errorId", { errorId: requestId })}</p><p><a href="/${lang}">${t("page.toHome")}</a></p></main></html>`,
		);
}

function langOf(req: Request): Lang {
	const inPath = langOfPath(req.path);
	return isLang(inPath) ? inPath : negotiateLang(req.headers["accept-language"]);
}
