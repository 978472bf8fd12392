/** A request parameter as it came in: text, a list, or named parts. */
export type Raw = string | Raw[] | { [name: string]: Raw };
export type RawMap = { [name: string]: Raw };

/** Reads `a[b][0][c]=x` as Stripe does. Lists may be written `a[]=x` or `a[0]=x`. */
export function parseForm(text: string): RawMap {
	const root: Node = new Map();
	for (const pair of text.split("&")) {
		if (pair === "") continue;
		const cut = pair.indexOf("=");
		const name = decode(cut === -1 ? pair : pair.slice(0, cut));
		const value = cut === -1 ? "" : decode(pair.slice(cut + 1));
		place(root, pathOf(name), value);
	}
	const value = settle(root);
	return typeof value === "object" && !Array.isArray(value) ? value : {};
}

type Node = Map<string, string | Node>;

const decode = (text: string): string => {
	const spaced = text.includes("+") ? text.replaceAll("+", " ") : text;
	if (!spaced.includes("%")) return spaced;
	try {
		return decodeURIComponent(spaced);
	} catch {
		return spaced;
	}
};

function pathOf(name: string): string[] {
	const open = name.indexOf("[");
	if (open <= 0) return [name];
	const parts = [name.slice(0, open)];
	for (const match of name.slice(open).matchAll(/\[([^\]]*)\]/g)) parts.push(match[1] ?? "");
	return parts;
}

function place(root: Node, path: string[], value: string): void {
	let node = root;
	path.forEach((part, depth) => {
		const key = part === "" ? String(node.size) : part;
		if (depth === path.length - 1) {
			node.set(key, value);
			return;
		}
		const next = node.get(key);
		if (next instanceof Map) node = next;
		else {
			const made: Node = new Map();
			node.set(key, made);
			node = made;
		}
	});
}

function settle(node: string | Node): Raw {
	if (typeof node === "string") return node;
	const names = [...node.keys()];
	if (names.length > 0 && names.every((name, at) => name === String(at))) return [...node.values()].map(settle);
	const made: RawMap = Object.create(null) as RawMap;
	for (const [name, value] of node) made[name] = settle(value);
	return made;
}
