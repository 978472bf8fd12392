import { jobContext } from "~/domain/access/ctx.server";
import { findBrokenSeals } from "~/domain/audit/seal-audit.server";
import { checkLedger } from "~/domain/ledger/check-ledger.server";
import { closePrisma } from "~/platform/db/client.server";
import { stopDatabase } from "~/platform/db/database-url.server";
import { closePools } from "~/platform/db/pool.server";

/** How many findings of one check are printed; the count is always whole. */
const SHOWN = 20;

/** `npm run check:ledger`: every promise of the books, and of the audit trail, with what breaks it. Exit 1 when one is broken. */
async function main(): Promise<boolean> {
	let right = true;
	for (const check of await checkLedger()) {
		const broken = check.severity === "wrong" && check.findings.length > 0;
		if (broken) right = false;
		const mark = check.findings.length === 0 ? "ok       " : broken ? "WRONG    " : "attention";
		console.log(`${mark} ${check.name}: ${check.promise}`);
		for (const { subject, detail } of check.findings.slice(0, SHOWN)) console.log(`            ${subject}: ${detail}`);
		if (check.findings.length > SHOWN) console.log(`            and ${check.findings.length - SHOWN} more`);
	}
	const broken = await findBrokenSeals(await jobContext("check-ledger"));
	console.log(
		`${broken.length === 0 ? "ok       " : "WRONG    "} audit-seals: The chains of sealed audit events are whole.`,
	);
	for (const { sealId, reason } of broken) console.log(`            seal ${sealId}: ${reason}`);
	return right && broken.length === 0;
}

const right = await main().finally(async () => {
	await closePrisma();
	await closePools();
	await stopDatabase();
});
process.exit(right ? 0 : 1);
