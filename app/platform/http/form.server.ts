import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "@remix-run/node";
import type { z } from "zod";
import { AppError, invalid } from "../errors.ts";
import { fieldErrorKey } from "./field-error-key.ts";

/** Forms people fill in. The server refuses more on the wire already; this bounds what is read into memory. */
export const FORM_MAX_BYTES = 100_000;

/**
 * Reads a body whole, up to a limit.
 * @throws AppError  413 when it is larger, 400 when it broke off
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
	if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
	if (request.body === null) return Buffer.alloc(0);
	const chunks: Uint8Array[] = [];
	let bytes = 0;
	const reader = request.body.getReader();
	for (;;) {
		const { done, value } = await reader.read().catch((cause: unknown) => {
			throw unreadable(cause);
		});
		if (done) return Buffer.concat(chunks);
		bytes += value.byteLength;
		if (bytes > maxBytes) {
			await reader.cancel().catch(() => {});
			throw tooLarge(maxBytes);
		}
		chunks.push(value);
	}
}

/**
 * The fields of a form, urlencoded or multipart.
 * @throws AppError  413, or 400 when the body broke off or is no form
 */
export async function readForm(request: Request, { maxBytes = FORM_MAX_BYTES } = {}): Promise<FormData> {
	const body = await readBytes(request, maxBytes);
	const type = request.headers.get("content-type") ?? "";
	if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) throw unreadable("not a form");
	try {
		return await new Response(new Uint8Array(body), { headers: { "Content-Type": type } }).formData();
	} catch (cause) {
		throw unreadable(cause);
	}
}

/**
 * Checks a form. Messages are keys of errors.json, which `useErrorText` turns into text, so that a schema knows no language.
 * @example
 * const form = parseForm(await readForm(request), startGiftSchema);
 * if (!form.ok) return form.rejected();
 */
export function parseForm<Schema extends z.ZodType>(formData: FormData, schema: Schema) {
	const submission = parseWithZod(formData, { schema, error: fieldErrorKey });
	if (submission.status === "success") return { ok: true as const, value: submission.value, submission };
	return {
		ok: false as const,
		submission,
		/** 400 with every value kept and each error beside its field. */
		rejected: (errors?: FormErrors) => data(submission.reply(errors), { status: 400 }),
	};
}

export interface FormErrors {
	formErrors?: string[];
	fieldErrors?: Record<string, string[]>;
}

const tooLarge = (maxBytes: number) =>
	new AppError({
		code: "body_too_large",
		status: 413,
		logMessage: `body over ${maxBytes} bytes`,
		personKey: "request.tooLarge",
	});
const unreadable = (cause: unknown) =>
	invalid("unreadable_request", "body broke off or has another form", { personKey: "request.unreadable", cause });
