import { test } from "vitest";
import { numberUnderKills } from "../factories/numbering";
import { freshDatabase } from "../setup/database";

const RECEIPTS = Number(process.env.VOLUME_RECEIPTS ?? 10_000);
const SEED = Number(process.env.CHAOS_SEED ?? 20261122);
const database = freshDatabase();

test(`${RECEIPTS} receipts by four processes with random kills (seed ${SEED})`, async () => {
	await numberUnderKills({ database, receipts: RECEIPTS, kills: 12, seed: SEED });
});
