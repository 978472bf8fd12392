/** A DOI names a registrant and what it registered; the rest may hold nearly any sign (ISO 26324). */
const DOI = /^10\.\d{4,9}(?:\.\d+)*\/[\x21-\x7e]{1,200}$/;
const RESOLVERS = /^(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\//i;

/**
 * A DOI out of what people paste: the bare form, `doi:10.…`, an address of the resolver, with what a sentence leaves
 * behind it. Null when it is none.
 */
export function readDoi(text: string): string | null {
	let doi = text.normalize("NFKC").trim();
	if (RESOLVERS.test(doi)) doi = decoded(doi.replace(RESOLVERS, "").replace(/[?#].*$/, ""));
	else doi = doi.replace(/^doi\s*[:：]\s*/i, "");
	doi = doi.replace(/[.,;]+$/, "");
	if (doi.endsWith(")") && !doi.includes("(")) doi = doi.slice(0, -1);
	// Signs a browser or a reader of XML would take for markup are in no DOI registered today.
	return DOI.test(doi) && !/["<>\\^`{|}]/.test(doi) ? doi : null;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Where a DOI leads. */
export function doiUrl(doi: string): string {
	return `https://doi.org/${doi.split("/").map(encodeURIComponent).join("/")}`;
}

/** Where else a source may be: a page of the web. Null when it is none. */
export function readSourceUrl(text: string): string | null {
	const given = text.trim();
	if (!/^https?:\/\//i.test(given) || /[\s\p{Cc}]/u.test(given) || !URL.canParse(given)) return null;
	const { href, hostname, username, password } = new URL(given);
	return username === "" && password === "" && hostname.includes(".") && href.length <= 500 ? href : null;
}
