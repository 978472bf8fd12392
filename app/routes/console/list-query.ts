import type { z } from "zod";

/** The filters of a list from its address; empty ones count as absent. */
export function readQuery<S extends z.ZodObject>(request: Request, schema: S): z.output<S> {
	const given = [...new URL(request.url).searchParams].filter(([, value]) => value.trim() !== "");
	return schema.parse(Object.fromEntries(given));
}

/** The address of a list with these filters. */
export function hrefWith(path: string, query: Record<string, string | undefined>): string {
	const entries = Object.entries(query).filter((entry): entry is [string, string] => (entry[1] ?? "") !== "");
	const search = new URLSearchParams(entries).toString();
	return search === "" ? path : `${path}?${search}`;
}
