import { keyedHash } from "~/platform/seal.server";
import type { BlockKind } from "./block-rule.schema";

/** One spelling of a value, so that what was blocked is found again. */
function blockValue(kind: BlockKind, value: string): string {
	const folded = value.normalize("NFKC").trim().toLowerCase();
	return kind === "email_domain" ? folded.replace(/^@/, "") : folded;
}

/** Rules keep a keyed hash: the list cannot be read back into people. */
export function blockHash(kind: BlockKind, value: string): string {
	return keyedHash(blockValue(kind, value), `block:${kind}`);
}

/** What staff recognise a rule by: `t…@example.jp`, `example.jp`, `203.0.…`. */
export function blockHint(kind: BlockKind, value: string): string {
	const folded = blockValue(kind, value);
	if (kind === "email_domain") return folded;
	if (kind === "email") return `${folded.slice(0, 1)}…${folded.slice(folded.indexOf("@"))}`;
	const parts = folded.split(/(?<=[.:])/);
	return `${parts.slice(0, 2).join("")}…`;
}

/** Every hash a giver could be blocked by. */
export function hashesOf(giver: { email: string; clientIp: string }): string[] {
	const domain = giver.email.slice(giver.email.lastIndexOf("@") + 1);
	return [
		blockHash("email", giver.email),
		blockHash("email_domain", domain),
		...(giver.clientIp === "" ? [] : [blockHash("address", giver.clientIp)]),
	];
}
