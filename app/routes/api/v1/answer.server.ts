import type { LoaderFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import { apiContext, type Ctx } from "~/domain/access/ctx.server";
import { isAppError, newErrorId, notFound } from "~/platform/errors";
import { fileResponse } from "~/platform/http/file-response.server";
import { LIMITS, takeAttempt } from "~/platform/http/rate-limit.server";
import { problem } from "~/platform/http/respond.server";
import type { Endpoint } from "./endpoints";

type Work<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType> = (
	ctx: Ctx,
	given: z.output<P> & z.output<Q>,
) => Promise<z.input<A>>;

/**
 * A GET of the API: who asks, what they ask, one domain call, an answer in the promised shape.
 * Wrong or unknown parameters are refused by name; an id that cannot exist is not found.
 */
export function answers<P extends z.ZodObject, Q extends z.ZodObject, A extends z.ZodType>(
	endpoint: Endpoint<P, Q, A>,
	work: Work<P, Q, A>,
) {
	return async ({ request, params, context }: LoaderFunctionArgs): Promise<Response> => {
		const ctx = await askedBy(request, context, endpoint);
		if (ctx instanceof Response) return ctx;
		const path = endpoint.params.safeParse(params);
		if (!path.success) throw notFound("row", "with such an id");
		const query = readQuery(new URL(request.url), endpoint.query);
		if (query instanceof Response) return query;
		const answer = endpoint.answer.parse(await work(ctx, { ...path.data, ...query }));
		return Response.json(answer, { headers: { "Cache-Control": "private, no-store" } });
	};
}

/** A GET whose answer is a file. */
export function answersWithFile<P extends z.ZodObject>(
	endpoint: Endpoint<P> & { contentType: string },
	work: (ctx: Ctx, given: z.output<P>) => Promise<{ bytes: Uint8Array; fileName: string }>,
) {
	return async ({ request, params, context }: LoaderFunctionArgs): Promise<Response> => {
		const ctx = await askedBy(request, context, endpoint);
		if (ctx instanceof Response) return ctx;
		const path = endpoint.params.safeParse(params);
		if (!path.success) throw notFound("row", "with such an id");
		const query = readQuery(new URL(request.url), endpoint.query);
		if (query instanceof Response) return query;
		const { bytes, fileName } = await work(ctx, path.data);
		return fileResponse(bytes, { contentType: endpoint.contentType, fileName });
	};
}

export async function askedBy(
	request: Request,
	context: LoaderFunctionArgs["context"],
	endpoint: Pick<Endpoint, "scope">,
): Promise<Ctx | Response> {
	try {
		const ctx = await apiContext(request, endpoint.scope, context.requestId);
		if (ctx.actor.kind === "api") await takeAttempt(LIMITS.api, ctx.actor.tokenId);
		return ctx;
	} catch (error) {
		if (!isAppError(error) || error.status !== 401) throw error;
		// Guessing tokens uses up its own limit; a valid token behind the same address goes on working.
		await takeAttempt(LIMITS.apiRefused, context.clientIp);
		return problem(
			{ status: 401, code: error.code, detail: "A valid bearer token is needed.", errorId: error.errorId },
			{ "WWW-Authenticate": 'Bearer realm="Izumi"' },
		);
	}
}

function readQuery<Q extends z.ZodObject>(url: URL, schema: Q): z.output<Q> | Response {
	const errors: Record<string, string[]> = {};
	const given: Record<string, string> = {};
	for (const [name, value] of url.searchParams) {
		if (name in given) errors[name] = ["must be given once"];
		given[name] = value;
	}
	const parsed = schema.safeParse(given);
	if (!parsed.success) {
		for (const issue of parsed.error.issues) {
			const names = issue.code === "unrecognized_keys" ? issue.keys : [String(issue.path[0] ?? "")];
			for (const name of names) {
				errors[name] = [issue.code === "unrecognized_keys" ? "unknown parameter" : issue.message];
			}
		}
	}
	if (parsed.success && Object.keys(errors).length === 0) return parsed.data;
	const detail = "A parameter is wrong or unknown.";
	return problem({ status: 400, code: "invalid_parameters", detail, errorId: newErrorId(), errors });
}

/** Everything but GET, until a method is there. */
export function onlyGet({ request }: { request: Request }): Response {
	const detail = `${request.method} is not allowed here.`;
	return problem({ status: 405, code: "method_not_allowed", detail, errorId: newErrorId() }, { Allow: "GET, HEAD" });
}

/** One row more than asked for tells whether there is a next page. */
export function pageOfRows<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string) {
	const page = rows.slice(0, limit);
	const last = page.at(-1);
	return { page, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
