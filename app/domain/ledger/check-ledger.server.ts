import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { appPool } from "~/platform/db/pool.server";

export type LedgerCheck = {
	/** file name without its ending */
	name: string;
	/** the sentence at its head: what must be true */
	promise: string;
	/** `wrong`: a broken promise; `attention`: right in the books, but somebody has to act */
	severity: "wrong" | "attention";
	findings: { subject: string; detail: string }[];
};

const findingSchema = z.object({ subject: z.string(), detail: z.string() });
const ATTENTION = "attention: ";

/**
 * Runs every check in prisma/checks. A check is one SELECT whose rows are what is wrong.
 * @param folder  where the checks are; the project's own unless a test says otherwise
 */
export async function checkLedger(folder = path.resolve("prisma/checks")): Promise<LedgerCheck[]> {
	const pool = await appPool();
	const checks: LedgerCheck[] = [];
	for (const file of fs.readdirSync(folder).sort()) {
		if (!file.endsWith(".sql")) continue;
		const sql = fs.readFileSync(path.join(folder, file), "utf8");
		const head = /^-- (.*)/.exec(sql)?.[1] ?? "";
		const attention = head.startsWith(ATTENTION);
		const result = await pool.query(sql);
		checks.push({
			name: file.slice(0, -".sql".length),
			promise: attention ? head.slice(ATTENTION.length) : head,
			severity: attention ? "attention" : "wrong",
			findings: z.array(findingSchema).parse(result.rows),
		});
	}
	return checks;
}

/** Only what breaks a promise; empty when the books are right. */
export function brokenPromises(checks: LedgerCheck[]): string[] {
	return checks
		.filter((check) => check.severity === "wrong")
		.flatMap((check) => check.findings.map(({ subject, detail }) => `${check.name}: ${subject}: ${detail}`));
}
