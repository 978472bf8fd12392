export type Encoding = "identity" | "gzip" | "br";

const remembered = new Map<string, Encoding>();

/** Brotli, else gzip, else plain. Browsers send a handful of values, so answers are remembered. */
export function preferredEncoding(header: string | string[] | undefined): Encoding {
	if (header === undefined) return "identity";
	const text = typeof header === "string" ? header : header.join(",");
	const known = remembered.get(text);
	if (known !== undefined) return known;
	const chosen = choose(text);
	if (remembered.size < 256 && text.length < 256) remembered.set(text, chosen);
	return chosen;
}

function choose(header: string): Encoding {
	const accepted = new Set<string>();
	const refused = new Set<string>();
	for (const part of header.toLowerCase().split(",").slice(0, 32)) {
		const [coding = "", ...params] = part.split(";").map((piece) => piece.trim());
		const quality = params.find((param) => param.startsWith("q="));
		const weight = quality === undefined ? 1 : Number(quality.slice(2));
		(weight > 0 ? accepted : refused).add(coding);
	}
	const takes = (coding: string) => accepted.has(coding) || (accepted.has("*") && !refused.has(coding));
	if (takes("br")) return "br";
	return takes("gzip") || takes("x-gzip") ? "gzip" : "identity";
}
