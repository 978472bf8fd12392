import type { ActionFunctionArgs } from "@remix-run/node";
import type { z } from "zod";
import { answerOnce, type KeptAnswer } from "~/domain/access/answer-once.server";
import type { Ctx } from "~/domain/access/ctx.server";
import { isAppError, newErrorId, notFound } from "~/platform/errors";
import { fieldErrorKey } from "~/platform/http/field-error-key";
import { readBytes } from "~/platform/http/form.server";
import { personText } from "~/platform/http/person-text.server";
import { problem } from "~/platform/http/respond.server";
import { askedBy } from "./answer.server";
import type { PostEndpoint } from "./post-endpoints";

const BODY_MAX_BYTES = 100_000;
const KEY = /^[\x21-\x7e]{1,255}$/;

type Work<P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> = (
	ctx: Ctx,
	given: { params: z.output<P>; body: z.output<B> },
) => Promise<z.input<A>>;

/**
 * A POST of the API: who asks, what they send as JSON, one domain call, an answer in the promised shape. Wrong or unknown
 * fields are refused by name. Done once per `Idempotency-Key`: the same request again gets the first answer.
 * @example export const action = accepts(POSTS.enterGift, (ctx, { body }) => enterGift(ctx, body).then(toAnswer));
 */
export function accepts<P extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
	endpoint: PostEndpoint<P, B, A>,
	work: Work<P, B, A>,
	/** what else the address takes, for the answer to another method */
	alsoAllowed: "" | "GET, HEAD" = "",
) {
	return async ({ request, params, context }: ActionFunctionArgs): Promise<Response> => {
		if (request.method !== "POST") return notAllowed(request, alsoAllowed === "" ? "POST" : `${alsoAllowed}, POST`);
		const ctx = await askedBy(request, context, endpoint);
		if (ctx instanceof Response) return ctx;
		const path = endpoint.params.safeParse(params);
		if (!path.success) throw notFound("row", "with such an id");
		const sent = await readJson(request);
		if (sent instanceof Response) return sent;
		const body = endpoint.body.safeParse(sent.value, { error: fieldErrorKey });
		if (!body.success) return refusedFields(body.error.issues);
		return withIdempotency(request, ctx, sent.value, async () => ({
			status: endpoint.status,
			answer: endpoint.answer.parse(await work(ctx, { params: path.data, body: body.data })),
		}));
	};
}

/** An address that takes only POST, read. */
export function onlyPost({ request }: { request: Request }): Response {
	return notAllowed(request, "POST");
}

/**
 * Runs the work once per `Idempotency-Key` of the request, and gives the first answer again.
 * A refusal that names its field in `params.field` is answered beside it.
 * @param body  the JSON that was sent: another one under the same key is refused
 */
export async function withIdempotency(
	request: Request,
	ctx: Ctx,
	body: unknown,
	run: () => Promise<KeptAnswer>,
): Promise<Response> {
	const key = request.headers.get("idempotency-key") ?? "";
	if (!KEY.test(key)) {
		const detail = "Every POST needs an Idempotency-Key header: 1 to 255 characters of ASCII without spaces.";
		return problem({ status: 400, code: "idempotency_key_missing", detail, errorId: newErrorId() });
	}
	const sent = { method: request.method, path: new URL(request.url).pathname, body };
	try {
		const { status, answer, repeated } = await answerOnce(ctx, { key, request: sent }, run);
		const headers = { "Cache-Control": "private, no-store", ...(repeated ? { "Idempotent-Replayed": "true" } : {}) };
		return Response.json(answer, { status, headers });
	} catch (error) {
		if (error instanceof RefusedFields) return refusedFields(error.issues);
		if (isAppError(error) && error.status === 400 && "field" in error.params) {
			return invalidFields({ [String(error.params.field)]: [personText("en", error.personKey, error.params)] });
		}
		throw error;
	}
}

class RefusedFields extends Error {
	constructor(readonly issues: readonly z.core.$ZodIssue[]) {
		super("fields were refused");
	}
}

/** What was sent, read by the schema of the domain; a refusal is answered by field. For a rule that needs the moment. */
export function checkedInput<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
	const parsed = schema.safeParse(value, { error: fieldErrorKey });
	if (parsed.success) return parsed.data;
	throw new RefusedFields(parsed.error.issues);
}

async function readJson(request: Request): Promise<{ value: unknown } | Response> {
	const bytes = await readBytes(request, BODY_MAX_BYTES);
	const isJson = /^application\/json\b/i.test(request.headers.get("content-type") ?? "");
	try {
		if (isJson) return { value: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) };
	} catch {
		// Answered below like any other body that is no JSON.
	}
	const detail = "The body must be JSON in UTF-8, sent as application/json.";
	return problem({ status: 400, code: "invalid_json", detail, errorId: newErrorId() });
}

function refusedFields(issues: readonly z.core.$ZodIssue[]): Response {
	const errors: Record<string, string[]> = {};
	for (const issue of issues) {
		if (issue.code === "unrecognized_keys") for (const name of issue.keys) errors[name] = ["unknown field"];
		else {
			const name = issue.path.join(".");
			errors[name] = [...(errors[name] ?? []), textOf(issue.message)];
		}
	}
	return invalidFields(errors);
}

function invalidFields(errors: Record<string, string[]>): Response {
	const detail = "A field is missing, wrong or unknown.";
	return problem({ status: 400, code: "invalid_fields", detail, errorId: newErrorId(), errors });
}

/** Schemas speak in keys of errors.json, some with values behind a question mark. */
function textOf(message: string): string {
	const [key = "", values] = message.split("?", 2);
	if (!/^[a-zA-Z]+(\.[a-zA-Z]+)+$/.test(key)) return message;
	return personText("en", key, Object.fromEntries(new URLSearchParams(values)));
}

function notAllowed(request: Request, allow: string): Response {
	const detail = `${request.method} is not allowed here.`;
	return problem({ status: 405, code: "method_not_allowed", detail, errorId: newErrorId() }, { Allow: allow });
}
