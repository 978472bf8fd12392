import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { begin, root } from "./prepare.mjs";

/** Kept on the schema while the demo is being filled, so that an interrupted filling is known at the next start. */
const UNFINISHED = "izumi: the demo data is unfinished";

/**
 * What an interrupted filling left is of no use, and nothing else can be in it yet: makes the database and the sandbox
 * empty again. Call it before migrating and before the sandbox starts.
 */
export async function forgetUnfinishedDemo(env, say) {
	if (!(await isUnfinished())) return;
	if (env.DATABASE_URL) {
		throw new Error("Filling the demo was interrupted. Give DATABASE_URL an empty database and start again.");
	}
	say("Filling the demo was interrupted: starting it over.");
	const { recreateEmbedded } = await import("../app/platform/db/database-url.server.ts");
	await recreateEmbedded();
	fs.rmSync(path.join(env.DATA_DIR, "stripe-sandbox"), { recursive: true, force: true });
}

/** Fills the demo with fictional people and gifts, once. */
export async function seedWhenEmpty(closing, say) {
	const [{ filled }] = await query("SELECT EXISTS (SELECT 1 FROM institution) AS filled");
	if (filled) return;
	const step = begin(say, "Filling the demo with fictional people and gifts");
	await query(`COMMENT ON SCHEMA public IS '${UNFINISHED}'`);
	const child = spawn(process.execPath, ["--import", "tsx", "prisma/seed/main.ts"], {
		cwd: root,
		stdio: ["ignore", "inherit", "inherit"],
	});
	const exit = new Promise((resolve, reject) => {
		child.once("error", reject);
		child.once("exit", resolve);
	});
	closing.cleanUps.push(async () => {
		child.kill("SIGKILL");
		await exit;
	});
	const code = await exit;
	if (closing.asked) return;
	if (code !== 0) throw new Error("The demo could not be filled; see above.");
	await query("COMMENT ON SCHEMA public IS NULL");
	step.done();
}

async function isUnfinished() {
	const [{ comment }] = await query("SELECT obj_description('public'::regnamespace, 'pg_namespace') AS comment");
	return comment === UNFINISHED;
}

async function query(sql) {
	const { ownerPool, closePools } = await import("../app/platform/db/pool.server.ts");
	try {
		return (await (await ownerPool()).query(sql)).rows;
	} finally {
		await closePools();
	}
}
