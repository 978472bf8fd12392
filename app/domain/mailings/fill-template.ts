/** What stands where in a rendered mail: `%%name%%`. A plain text version may have changed the case of a heading. */
const PLACEHOLDER = /%%([a-z][a-z0-9]*)%%/gi;

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const SPECIAL = /[&<>"']/;
const EACH_SPECIAL = /[&<>"']/g;

/**
 * Takes a rendered mail apart once, so that filling it in for a recipient costs microseconds. Values are text, never markup:
 * for HTML each is escaped, and what a value holds is not looked through for placeholders again.
 * @param source  with placeholders `%%name%%`: letters and digits, in any case
 * @returns throws when a value that the source asks for is not given
 */
export function prepareFill(
	source: string,
	into: "html" | "text",
): (values: Readonly<Record<string, string>>) => string {
	const parts = source.split(PLACEHOLDER);
	const names = parts.filter((_, index) => index % 2 === 1).map((name) => name.toLowerCase());
	const asked = new Set(names);
	const encode = into === "html" ? escapeHtml : (value: string) => value;
	return (values) => {
		const found = new Map<string, string>();
		for (const name in values) {
			const key = name.toLowerCase();
			if (asked.has(key)) found.set(key, encode(values[name] ?? ""));
		}
		let filled = parts[0] ?? "";
		for (let index = 0; index < names.length; index += 1) {
			const name = names[index] ?? "";
			const value = found.get(name);
			if (value === undefined) throw new Error(`a mail asks for %%${name}%%, which nobody gave`);
			filled += value;
			filled += parts[index * 2 + 2] ?? "";
		}
		return filled;
	};
}

function escapeHtml(value: string): string {
	return SPECIAL.test(value) ? value.replace(EACH_SPECIAL, (character) => ENTITIES[character] ?? character) : value;
}
