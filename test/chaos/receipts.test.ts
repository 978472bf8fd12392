import { test } from "vitest";
import { numberUnderKills } from "../factories/numbering";
import { freshDatabase } from "../setup/database";

const SEED = Number(process.env.CHAOS_SEED ?? 20261122);
const database = freshDatabase();

/** 10,000 of them: npm run test:volume. */
test(`500 receipts by four processes with random kills (seed ${SEED})`, async () => {
	await numberUnderKills({ database, receipts: 500, kills: 3, seed: SEED });
});
