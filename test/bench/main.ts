/** `npm run bench [pages] [booking] [renewals] [receipts] [portal] [imports] [volume] [mailings] [desk]`: how fast, beside the barest thing that does the same. */
process.env.DEMO = "1";
process.env.LOG_LEVEL ??= "error";
process.env.STRIPE_SUPPRESS_NOTICES = "true";
process.env.STRIPE_WEBHOOK_SECRET ??= "whsec_bench_bench_bench_bench_bench";

const { printTable } = await import("./report");
const { openStage } = await import("./stage");
const parts = {
	pages: async () => (await import("./pages")).benchPages,
	booking: async () => (await import("./booking")).benchBooking,
	renewals: async () => (await import("./renewals")).benchRenewals,
	receipts: async () => (await import("./receipts")).benchReceipts,
	portal: async () => (await import("./portal")).benchPortal,
	imports: async () => (await import("./imports")).benchImports,
	sufficiency: async () => (await import("./sufficiency")).benchSufficiency,
	volume: async () => (await import("./volume")).benchVolume,
	mailings: async () => (await import("./mailings")).benchMailings,
	segments: async () => (await import("./segments")).benchSegments,
	desk: async () => (await import("./desk")).benchDesk,
};
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in parts));
if (unknown.length > 0) throw new Error(`no part ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}`);

const rows = [];
for (const [name, load] of Object.entries(parts)) {
	if (asked.length > 0 && !asked.includes(name)) continue;
	console.log(`${name} …`);
	const measure = await load();
	// Each part has a database of its own: what one has loaded must not slow or hinder the next.
	const stage = await openStage(name);
	try {
		rows.push(...(await measure(stage)));
	} catch (error) {
		// Before the database goes, which would end in errors of its own.
		console.error(error);
		process.exitCode = 1;
	} finally {
		await stage.close();
	}
}
printTable(rows);
process.exit();

export {};
