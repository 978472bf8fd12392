import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, test } from "vitest";
import { sendThroughChaos } from "../factories/mailing-chaos";
import { freshDatabase } from "../setup/database";

const RECIPIENTS = Number(process.env.CHAOS_RECIPIENTS ?? 2000);
const KILLS = 10;
const SEED = Number(process.env.CHAOS_SEED ?? 20261122);

const database = freshDatabase();
const dir = mkdtempSync(path.join(os.tmpdir(), "izumi-mailing-chaos-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test(`${RECIPIENTS} recipients, ${KILLS} kills and a mail server away: none twice, the missing are listed (seed ${SEED})`, async () => {
	const outcome = await sendThroughChaos({
		database,
		dir,
		recipients: RECIPIENTS,
		kills: KILLS,
		seed: SEED,
		withinMs: 60_000,
	});
	console.log(`chaos: ${outcome}`);
}, 300_000);
