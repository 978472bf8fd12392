import { invalid, missing } from "./api-error.ts";
import type { RawMap } from "./form.ts";
import type { Range, Rule } from "./params.ts";
import { shown } from "./shown.ts";
import type { Row } from "./store.ts";
import type { Transaction } from "./transaction.ts";
import type { Kind, List, Objects } from "./wire.ts";
import type { World } from "./world.ts";

/** One API request under way: whose account, with which parameters, inside which change. */
export interface Call {
	world: World;
	tx: Transaction;
	account: string;
	params: RawMap;
	/** The variable parts of the address, in order. */
	path: string[];
	/** The address of this server as the caller sees it, for links in answers. */
	base: string;
}

export const read = <T>(call: Call, rule: Rule<T>): T => rule.read(call.params, "");

export const pathId = (call: Call, at = 0): string => call.path[at] ?? "";

/** The object an address names, or 404. */
export function found<K extends Kind>(call: Call, kind: K, id = pathId(call), param = "id"): Objects[K] {
	const value = call.tx.get(kind, call.account, id);
	if (!value) throw missing(kind, id, param);
	return value;
}

/** The object a parameter names, or 400. */
export function named<K extends Kind>(call: Call, kind: K, id: string, param: string): Objects[K] {
	const value = call.tx.get(kind, call.account, id);
	if (!value) throw missing(kind, id, param, 400);
	return value;
}

export interface Page {
	limit?: number | undefined;
	starting_after?: string | undefined;
	ending_before?: string | undefined;
	created?: Range | undefined;
}

interface Filter {
	/** Exact values; an indexed key narrows the search first. */
	where?: Record<string, string | undefined>;
	index?: string | undefined;
	matches?: (row: Row) => boolean;
}

/** One page, newest first, read off the index: cost follows the page, not the number of objects. */
export function listRows(call: Call, kind: Kind, url: string, page: Page, filter: Filter = {}): List<Row> {
	const limit = page.limit ?? 10;
	const where = Object.entries(filter.where ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
	const indexValue = filter.index === undefined ? undefined : filter.where?.[filter.index];
	const rows =
		indexValue === undefined
			? call.world.store.rows(kind, call.account)
			: call.world.store.rows(kind, call.account, filter.index, indexValue);
	let low = 0;
	let high = rows.length;
	const { gt, gte, lt, lte } = page.created ?? {};
	const from = Math.max(gte ?? 0, gt === undefined ? 0 : gt + 1);
	const to = Math.min(lte ?? Number.POSITIVE_INFINITY, lt === undefined ? Number.POSITIVE_INFINITY : lt - 1);
	if (from > 0) low = firstAt(rows, (row) => row.created >= from);
	if (to < Number.POSITIVE_INFINITY) high = firstAt(rows, (row) => row.created > to);
	const fits = (row: Row): boolean =>
		where.every(([key, value]) => String(row.keys[key] ?? "") === value) && (filter.matches?.(row) ?? true);

	if (page.starting_after !== undefined && page.ending_before !== undefined) {
		throw invalid("You cannot specify both starting_after and ending_before.", { param: "ending_before" });
	}
	const data: Row[] = [];
	if (page.ending_before !== undefined) {
		const cursor = cursorRow(call, kind, page.ending_before, "ending_before");
		for (
			let at = Math.max(
				low,
				firstAt(rows, (row) => row.seq > cursor.seq),
			);
			at < high && data.length <= limit;
			at++
		) {
			const row = rows[at];
			if (row && fits(row)) data.push(row);
		}
		const more = data.length > limit;
		return { object: "list", data: data.slice(0, limit).reverse(), has_more: more, url };
	}
	if (page.starting_after !== undefined) {
		const cursor = cursorRow(call, kind, page.starting_after, "starting_after");
		high = Math.min(
			high,
			firstAt(rows, (row) => row.seq >= cursor.seq),
		);
	}
	for (let at = high - 1; at >= low && data.length <= limit; at--) {
		const row = rows[at];
		if (row && fits(row)) data.push(row);
	}
	return { object: "list", data: data.slice(0, limit), has_more: data.length > limit, url };
}

/** A page of objects as they are stored. */
export function list<K extends Kind>(
	call: Call,
	kind: K,
	url: string,
	page: Page,
	filter: Filter = {},
): List<Objects[K]> {
	const rows = listRows(call, kind, url, page, filter);
	return { ...rows, data: rows.data.map((row) => shown(call, kind, call.world.store.read<K>(row))) };
}

/** A page of things that lie inside another object, in their own order. */
export function pageOfArray<T extends { id: string }>(
	items: T[],
	url: string,
	{ limit = 10, starting_after, ending_before }: Page,
): List<T> {
	const position = (cursor: string, param: string): number => {
		const at = items.findIndex((item) => item.id === cursor);
		if (at === -1) throw missing("line_item", cursor, param, 400);
		return at;
	};
	const from = starting_after === undefined ? 0 : position(starting_after, "starting_after") + 1;
	const to = ending_before === undefined ? items.length : position(ending_before, "ending_before");
	const start = ending_before === undefined ? from : Math.max(from, to - limit);
	const data = items.slice(start, Math.min(to, start + limit));
	const more = ending_before === undefined ? to > start + limit : start > from;
	return { object: "list", data, has_more: more, url };
}

function cursorRow(call: Call, kind: Kind, id: string, param: string): Row {
	const row = call.world.store.row(kind, id);
	if (!row || row.account !== call.account) throw missing(kind, id, param, 400);
	return row;
}

/** Rows are in order of creation, so a bound is found by halving. */
function firstAt(rows: readonly Row[], holds: (row: Row) => boolean): number {
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const row = rows[middle];
		if (row && holds(row)) high = middle;
		else low = middle + 1;
	}
	return low;
}
