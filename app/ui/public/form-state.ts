import type { FieldGiver } from "./field-giver.ts";

type Sent = {
	values: Readonly<Record<string, string>>;
	/** messages are keys of errors.json; those of the form as a whole are under "" */
	errors: Readonly<Record<string, readonly string[]>>;
	maxLengths: Readonly<Record<string, number>>;
	/** in the order of the page */
	labels: Readonly<Record<string, string>>;
	errorText: (message: string) => string;
};

/** What each field of a form shows after it was sent, and everything that is wrong with it, the whole form first. */
export function formState({ values, errors, maxLengths, labels, errorText }: Sent) {
	const field: FieldGiver = (name) => ({
		name,
		value: values[name] ?? "",
		errors: (errors[name] ?? []).map(errorText),
		maxLength: maxLengths[name],
	});
	const choice = (name: string) => {
		const { maxLength: _, ...rest } = field(name);
		return rest;
	};
	const wrong = ["", ...Object.keys(labels)].flatMap((name) =>
		(errors[name] ?? []).map((message) => ({
			field: name === "" ? null : name,
			label: labels[name] ?? "",
			error: errorText(message),
		})),
	);
	return { field, choice, wrong };
}
