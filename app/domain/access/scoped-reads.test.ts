import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { RELATIONS } from "./relations";

const ROOT = path.resolve(import.meta.dirname, "../../..");

function filesUnder(folder: string): string[] {
	return fs
		.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
		.map((file) => path.join(folder, file))
		.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|generated/.test(file));
}
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");
const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|(?<=\s)\/\/.*$/gm, "");

/** The scope itself is made of unscoped reads; so is what has no actor yet. */
const MAKES_THE_SCOPE = /^app\/domain\/access\//;
/** Reads past the scope, each with what stands in its place. */
const PAST_THE_SCOPE: Record<string, string> = {
	"app/domain/applications/get-application-page.server.ts":
		"the application's unguessable token is the right to see it",
	"app/domain/gifts/get-gift-thanks.server.ts": "the gift's unguessable token is the right to see it",
	"app/domain/mail-care/get-mail-choices.server.ts":
		"the donor's unguessable mail token, or the signed-in donor's own id, is the right to see it",
	"app/domain/pledges/get-pledge-page.server.ts": "the pledge's unguessable token is the right to see it",
	"app/domain/recurring/plan-repair.server.ts": "the plan's signed link is the right to repair it",
	"app/domain/ledger/check-ledger.server.ts": "the books are checked whole, and say nothing of a donor",
	"app/domain/payments/open-checkout.server.ts": "the donor's own gift, just made in the same request",
};
/** Tables with rows of one donor or one hub's money. */
const SCOPED_TABLES =
	/\b(?:FROM|JOIN)\s+(gift|donor|relationship|consent|possible_duplicate|checkout_attempt|allocation|payment|refund|mail|ledger_entry|ledger_balance|ledger_transaction|external_fund|external_fund_year|external_fund_receipt|spending_line|pledge|instalment|instalment_gift|pledge_write_off|opportunity|import_row|hub_outlook|sufficiency_plan)\b/i;

describe("every read goes through one scope", () => {
	const domain = filesUnder("app/domain").filter((file) => !MAKES_THE_SCOPE.test(file));

	test("raw reads ask which rows are visible", () => {
		const blind = domain.flatMap((file) => {
			const source = withoutComments(read(file));
			return (
				[...source.matchAll(/readRows\(\s*ctx,[\s\S]*?(?=readRows\(|$)/g)]
					.map(([call]) => call)
					// `hubs(visible)`, `conditions(visible, …)` hand the asking on to the condition that is made there.
					.filter((call) => SCOPED_TABLES.test(call) && !/visible\(|\w\(visible[,)]/.test(call))
					.map(() => file)
			);
		});
		expect(blind).toEqual([]);
	});

	test("nobody reads raw on ctx.db, or with a client of their own", () => {
		const own = domain.filter((file) => {
			const source = withoutComments(read(file));
			return /ctx\.db\.\$(?:queryRaw|executeRaw|extends)|queryRows?\(\s*(?:ctx\.db|await getPrisma)/.test(source);
		});
		expect(own).toEqual([]);
	});

	test("whoever reads past the scope says why", () => {
		const past = domain.filter((file) => /\b(?:getPrisma|appPool|ownerPool)\b/.test(withoutComments(read(file))));
		expect(past.sort()).toEqual(Object.keys(PAST_THE_SCOPE).sort());
	});

	test("conditions of an ability are made in one place", () => {
		const own = filesUnder("app").filter((file) => /accessibleBy\(/.test(withoutComments(read(file))));
		expect(own).toEqual(["app/domain/access/visible-where.server.ts"]);
	});

	test("figures for everybody say why they are public", () => {
		const silent = domain.flatMap((file) =>
			[...withoutComments(read(file)).matchAll(/readPublicFigures\(\s*[^,]+,\s*(\S)/g)]
				.filter(([, quote]) => quote !== '"' && quote !== "`")
				.map(() => file),
		);
		expect(silent).toEqual([]);
	});

	test("routes and components never touch the database", () => {
		const touching = [...filesUnder("app/routes"), ...filesUnder("app/ui")].filter((file) =>
			/platform\/db\/|\.\$queryRaw|ctx\.db\b/.test(withoutComments(read(file))),
		);
		expect(touching).toEqual([]);
	});
});

test("relations are those of the schema", () => {
	const schema = fs
		.readdirSync(path.join(ROOT, "prisma/schema"))
		.map((file) => read(path.join("prisma/schema", file)))
		.join("\n");
	const models = [...schema.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].map(([, name = "", body = ""]) => ({
		name,
		body,
	}));
	const names = new Set(models.map(({ name }) => name));
	const expected = models.map(({ name, body }) => {
		const fields = [...body.matchAll(/^\s+(\w+)\s+(\w+)(\[\]|\?)?(?:\s+@relation.*)?\s*$/gm)]
			.filter(([, , type = ""]) => names.has(type))
			.map(([, field, to, mark]) => [field, { to, arity: mark === "[]" ? "many" : mark === "?" ? "maybe" : "one" }]);
		return [name, Object.fromEntries(fields)] as const;
	});
	const withRelations = expected.filter(([, fields]) => Object.keys(fields).length > 0);
	expect(RELATIONS).toEqual(Object.fromEntries(withRelations));
});
