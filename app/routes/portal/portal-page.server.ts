import { data } from "@remix-run/node";
import { isAppError } from "~/platform/errors.ts";

type FormAnswer = { values: Record<string, string>; errors: Record<string, string[]> };

/**
 * A refusal a person can do something about, beside the form they sent; what is no such thing goes on to the error page.
 * @param values  what was typed
 */
export function refusal(error: unknown, values: Record<string, string> = {}) {
	if (!isAppError(error) || error.status >= 500 || error.status === 404 || error.status === 403) throw error;
	const params = new URLSearchParams(Object.entries(error.params).map(([name, value]) => [name, String(value)]));
	const answer: FormAnswer = { values, errors: { "": [`${error.personKey}?${params}`] } };
	return data(answer, { status: error.status });
}

/** What a form's checks found, as the page shows it. */
export function formErrors(
	errors: Record<string, string[] | null> | null | undefined,
	values: Record<string, string> = {},
) {
	const found = Object.entries(errors ?? {}).map(([name, messages]) => [name, messages ?? []] as const);
	const answer: FormAnswer = { values, errors: Object.fromEntries(found) };
	return data(answer, { status: 400 });
}

/** The texts of a form, to be given back. */
export function textsOf(form: FormData): Record<string, string> {
	return Object.fromEntries([...form].map(([name, value]) => [name, typeof value === "string" ? value : ""]));
}
