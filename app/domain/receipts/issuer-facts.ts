import { createHash } from "node:crypto";
import { canonicalJson } from "../audit/audit.server";
import { ISSUER_FIELDS, type ReceiptIssuerFields } from "./receipt-issuer.schema";

type IssuerRow = { [F in keyof ReceiptIssuerFields]: unknown };
export type IssuerFacts = Record<keyof ReceiptIssuerFields, string | boolean | null>;

/** The changeable settings as JSON holds them: for audit and for comparing. */
export function issuerFacts(row: IssuerRow): IssuerFacts {
	const plain = (value: unknown) =>
		value instanceof Date ? value.toISOString().slice(0, 10) : (value as string | boolean | null);
	return Object.fromEntries(ISSUER_FIELDS.map((field) => [field, plain(row[field])])) as IssuerFacts;
}

/** Says which version of the settings a form was filled in on; `new` before there are any. */
export function issuerRevision(row: IssuerRow | null): string {
	if (row === null) return "new";
	return createHash("sha256")
		.update(canonicalJson(issuerFacts(row)))
		.digest("hex")
		.slice(0, 32);
}
