/** What a field of a form shows besides its label; all text is already in the reader's language. */
export interface FieldState {
	name: string;
	/** what was typed, given back after an error */
	value: string;
	errors: readonly string[];
	/** where a page has several forms with fields of one name; else the name */
	id?: string;
}

/** Ids of the hint and the errors of a field, for `aria-describedby`. */
export function describedBy(name: string, hint: boolean, errors: readonly string[]): string | undefined {
	const ids = [hint ? `${name}-hint` : "", errors.length > 0 ? `${name}-error` : ""].filter((id) => id !== "");
	return ids.length > 0 ? ids.join(" ") : undefined;
}
