import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { jobContext } from "~/domain/access/ctx.server";
import { mapImport } from "~/domain/imports/map-import.server";
import { runImport } from "~/domain/imports/run-import.server";
import { undoImport } from "~/domain/imports/undo-import.server";
import { uploadImport } from "~/domain/imports/upload-import.server";
import { brokenPromises, checkLedger } from "~/domain/ledger/check-ledger.server";
import { seedProgramme } from "../../prisma/seed/programme";
import { importFile } from "../factories/import-file";
import { TestProcess } from "../factories/processes";
import { freshDatabase } from "../setup/database";

const ROWS = Number(process.env.VOLUME_IMPORT_ROWS ?? 100_000);
const BAD = Math.floor((ROWS + 49) / 100);
const database = freshDatabase();
let worker: TestProcess | null = null;
afterAll(() => worker?.end("SIGKILL"));

test(`${ROWS} rows, one in a hundred bad, by a worker that is killed twice; again; and taken back`, async () => {
	const ctx = await jobContext("volume");
	await seedProgramme(ctx);
	const { prisma } = database;
	const hub = await prisma.hub.findUniqueOrThrow({ where: { slug: "nanolsi" }, include: { hosts: true } });
	const institutionId = hub.hosts.find(({ isPrimary }) => isPrimary)?.institutionId ?? "";
	const place = { kind: "external_funds" as const, institutionId, hubId: hub.id, fileName: "awards.csv" };
	const bytes = importFile(ROWS);
	worker = new TestProcess("app/worker.ts", { DATABASE_URL: database.ownerUrl, DEMO: "1" });
	worker.start();

	const first = await bring();
	expect(first).toMatchObject({ status: "done", badRows: BAD, createdRows: ROWS - BAD, doneRows: ROWS - BAD });
	const receipts = await prisma.externalFundReceipt.aggregate({ _count: true, where: { importId: first.id } });
	expect(receipts._count).toBe(ROWS - BAD);
	const bad = await prisma.importRow.findMany({
		where: { importId: first.id, status: "bad" },
		orderBy: { line: "asc" },
	});
	expect(bad).toHaveLength(BAD);
	expect(bad[0]).toMatchObject({ line: 52, errors: [{ column: "receivedYen", reason: "fields.amount.notANumber" }] });
	expect(brokenPromises(await checkLedger())).toEqual([]);

	const booked = await prisma.ledgerTransaction.count();
	const again = await bring(0);
	expect(again).toMatchObject({ status: "done", createdRows: 0, changedRows: 0, unchangedRows: ROWS - BAD });
	expect(await prisma.ledgerTransaction.count()).toBe(booked);

	await undoImport(ctx, { importId: first.id });
	await until(first.id, "undone");
	expect(await prisma.externalFundReceipt.count({ where: { importId: first.id, voidedAt: null } })).toBe(0);
	expect(brokenPromises(await checkLedger())).toEqual([]);

	async function bring(kills = 2) {
		const { importId } = await uploadImport(ctx, { ...place, bytes });
		const { mapping } = await prisma.import.findUniqueOrThrow({ where: { id: importId } });
		await mapImport(ctx, { importId, mapping, check: true });
		if (kills > 0) await killAt(importId, "checkedRows");
		await until(importId, "checked");
		await runImport(ctx, { importId });
		if (kills > 1) await killAt(importId, "doneRows");
		return until(importId, "done");
	}

	/** Kills the worker in the middle of its work; the next one takes over. */
	async function killAt(importId: string, count: "checkedRows" | "doneRows") {
		for (;;) {
			const row = await prisma.import.findUniqueOrThrow({ where: { id: importId } });
			if (row[count] > ROWS / 3) break;
			await sleep(20);
		}
		await worker?.end("SIGKILL");
		worker?.start();
	}

	async function until(importId: string, status: string) {
		for (;;) {
			const row = await prisma.import.findUniqueOrThrow({ where: { id: importId } });
			if (row.status === status) return row;
			if (row.status === "failed") throw new Error(`failed: ${row.error}; ${worker?.lastWords}`);
			await sleep(200);
		}
	}
});
