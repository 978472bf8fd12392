import { createHash } from "node:crypto";
import { searchKey } from "../names/fold-name.ts";

type KeyedFund = { institutionId: string; hubId: string; number: string; title: string; funder: string };

/**
 * What makes it the same external fund, typed or imported: its number at its institution and hub, else hub, title and
 * funder with width, case and spaces folded. An award two hubs share is one row of each, with its own part of the years.
 */
export function fundKey({ institutionId, hubId, number, title, funder }: KeyedFund): string {
	const folded = foldNumber(number);
	if (folded !== "") return `fund:${institutionId}:${hubId}:${folded}`;
	const hash = createHash("sha256")
		.update(JSON.stringify([hubId, searchKey([title]), searchKey([funder])]))
		.digest("hex");
	return `fund:${institutionId}:${hash}`;
}

/** `２４Ｈ０１２３４ ` and `24h01234` are one number. */
export function foldNumber(number: string): string {
	return number.normalize("NFKC").replace(/\s+/gu, "").toUpperCase();
}

/** The key a row keeps once it is void, so that the right one can be entered in its place. */
export const voidedKey = (sourceKey: string, id: string): string => `${sourceKey}:void:${id}`;
