import "~/platform/node-env";
import { jobContext } from "~/domain/access/ctx.server";
import { closePrisma } from "~/platform/db/client.server";
import { stopDatabase } from "~/platform/db/database-url.server";
import { closePools } from "~/platform/db/pool.server";
import { env } from "~/platform/env.server";
import { seedProgramme } from "./programme";

const say = (line: string) => console.log(line);
const programmeOnly = process.argv.includes("--programme");

/**
 * `npm run seed`: the programme's real facts and the invented demo, in demo mode only.
 * `npm run seed -- --programme`: only the real facts, for a real installation; nothing invented.
 */
async function main(): Promise<number> {
	if (!programmeOnly && !env.demo) {
		console.error(
			"Nothing was written: this is not demo mode, and invented donors and gifts never go into a real installation.\n" +
				"For the 18 hubs and the review sheet alone: npm run seed -- --programme",
		);
		return 2;
	}
	await seedProgramme(await jobContext("seed"));
	say("  18 hubs, their institutions and the review sheet are there");
	if (programmeOnly) return 0;
	// It reaches into the whole product, which a real installation's seed does not wait for.
	const { seedDemo } = await import("./demo");
	await seedDemo(await jobContext("seed"), say);
	return 0;
}

const code = await main().finally(async () => {
	await closePrisma();
	await closePools();
	await stopDatabase();
});
process.exit(code);
