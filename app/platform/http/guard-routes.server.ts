import type { ServerBuild } from "@remix-run/node";
import { data } from "@remix-run/node";
import { langOfRequest } from "~/i18n/lang.ts";
import type { AppError } from "../errors.ts";
import { isAppError, newErrorId } from "../errors.ts";
import { log } from "../log.server.ts";
import { personText } from "./person-text.server.ts";
import { problem } from "./respond.server.ts";

interface RouteArgs {
	request: Request;
	context: { requestId: string };
}
type RouteFunction = (args: never) => unknown;

/**
 * Gives every loader and action one way to fail: an `AppError` becomes an answer with its status and the person's text,
 * for programs as problem details. Other errors are bugs: logged here, once, and answered 500 with nothing but their id.
 */
export function guardRoutes(build: ServerBuild): ServerBuild {
	const routes: ServerBuild["routes"] = {};
	for (const [id, route] of Object.entries(build.routes)) {
		if (route === undefined) continue;
		const { loader, action } = route.module;
		const module = { ...route.module };
		const forPrograms = module.default === undefined && /^routes\/(?:api|webhooks)\//.test(id);
		if (loader !== undefined) module.loader = guard(loader, forPrograms) as typeof loader;
		if (action !== undefined) module.action = guard(action, forPrograms) as typeof action;
		routes[id] = { ...route, module };
	}
	return { ...build, routes };
}

function guard(inner: RouteFunction, forPrograms: boolean) {
	return async (args: RouteArgs) => {
		try {
			return await inner(args as never);
		} catch (error) {
			if (args.request.signal.aborted) throw error;
			if (forPrograms) return asProblem(error, args);
			if (isAppError(error)) throw asPageError(error, args);
			throw error instanceof Error ? asBug(error, args) : error;
		}
	};
}

/** What `errorView` of the error page reads. */
function asPageError(error: AppError, { request, context }: RouteArgs) {
	note(error, context.requestId);
	const { code, errorId, status } = error;
	const lang = langOfRequest(request);
	const message = personText(lang, error.personKey, error.params);
	const title = personText(lang, status === 404 ? "page.notFoundTitle" : "page.refusedTitle", {});
	return data({ code, errorId, title, message }, { status, headers: retryHeaders(error) });
}

/** Under the request's own id, so that the number a person reads is found in the log, also after a client-side step. */
function asBug(error: Error, { request, context }: RouteArgs) {
	log.error({ err: error, requestId: context.requestId, errorId: context.requestId }, "request failed");
	const title = personText(langOfRequest(request), "page.failedTitle", {});
	return data({ code: "internal_error", errorId: context.requestId, title }, { status: 500 });
}

function asProblem(error: unknown, { request, context }: RouteArgs): Response {
	if (error instanceof Response) return error;
	if (isAppError(error)) {
		note(error, context.requestId);
		const { status, code, errorId } = error;
		const detail = personText(langOfRequest(request), error.personKey, error.params);
		return problem({ status, code, detail, errorId }, retryHeaders(error));
	}
	const errorId = newErrorId();
	log.error({ err: error, errorId, requestId: context.requestId }, "request failed");
	return problem({ status: 500, code: "internal_error", errorId });
}

function note(error: AppError, requestId: string): void {
	const line = { requestId, errorId: error.errorId, code: error.code, status: error.status };
	if (error.status >= 500) log.error({ ...line, err: error }, "request could not be served");
	else if (error.status !== 404) log.info(line, error.logMessage);
}

function retryHeaders({ status, params }: AppError): Record<string, string> {
	if (status !== 429 || typeof params.minutes !== "number") return {};
	return { "Retry-After": String(params.minutes * 60) };
}
