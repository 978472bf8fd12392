import type { PledgeState } from "./pledge.status.ts";

export type SettledGift = {
	id: string;
	/** the day its money was given (JST) */
	givenOn: string;
	/** what came of it, less what went back */
	netYen: bigint;
};
export type SettledInstalment = { id: string; scheduledYen: bigint };

export type InstalmentPart = { instalmentId: string; giftId: string; amountYen: bigint };
export type SettledRow = {
	id: string;
	paidYen: bigint;
	writtenOffYen: bigint;
	/** the day of the gift that paid it to the end; null while something of it is open or nothing came */
	paidOn: string | null;
};
export type Settled = {
	rows: SettledRow[];
	parts: InstalmentPart[];
	paidYen: bigint;
	writtenOffYen: bigint;
	/** what came beyond all of the promise */
	overpaidYen: bigint;
};

/**
 * Which gift pays which instalment: gifts in order of their day, each to the oldest open instalment first. One gift may pay
 * several, several gifts one. What was given up lies at the end, and gives way to money that comes after all. The outcome
 * follows from its input alone, so it is made anew whenever money comes or goes back.
 * @param instalments  in their order
 * @param givenUpYen  all that was ever written off with approval
 */
export function settle(input: {
	instalments: readonly SettledInstalment[];
	gifts: readonly SettledGift[];
	givenUpYen: bigint;
}): Settled {
	const gifts = [...input.gifts].filter(({ netYen }) => netYen > 0n).sort(byDay);
	const parts: InstalmentPart[] = [];
	const rows: SettledRow[] = input.instalments.map(({ id }) => ({
		id,
		paidYen: 0n,
		writtenOffYen: 0n,
		paidOn: null,
	}));
	let next = 0;
	let overpaidYen = 0n;
	for (const gift of gifts) {
		let leftYen = gift.netYen;
		while (leftYen > 0n) {
			const row = rows[next];
			const instalment = input.instalments[next];
			if (!row || !instalment) break;
			const partYen = least(leftYen, instalment.scheduledYen - row.paidYen);
			parts.push({ instalmentId: row.id, giftId: gift.id, amountYen: partYen });
			row.paidYen += partYen;
			row.paidOn = gift.givenOn;
			leftYen -= partYen;
			if (row.paidYen === instalment.scheduledYen) next += 1;
		}
		overpaidYen += leftYen;
	}
	const writtenOffYen = giveUp(input.instalments, rows, input.givenUpYen);
	for (const [index, row] of rows.entries()) {
		const open = (input.instalments[index]?.scheduledYen ?? 0n) - row.paidYen - row.writtenOffYen;
		if (open > 0n) row.paidOn = null;
	}
	return { rows, parts, paidYen: sum(rows, "paidYen"), writtenOffYen, overpaidYen };
}

/** From the last instalment backwards, as far as nothing came for it. */
function giveUp(instalments: readonly SettledInstalment[], rows: SettledRow[], givenUpYen: bigint): bigint {
	let leftYen = givenUpYen;
	for (let index = rows.length - 1; index >= 0 && leftYen > 0n; index -= 1) {
		const row = rows[index];
		const instalment = instalments[index];
		if (!row || !instalment) break;
		row.writtenOffYen = least(leftYen, instalment.scheduledYen - row.paidYen);
		leftYen -= row.writtenOffYen;
	}
	return givenUpYen - leftYen;
}

/** The state of a pledge in force, as its sums make it. */
export function pledgeStateOf(sums: { amountYen: bigint; paidYen: bigint; writtenOffYen: bigint }): PledgeState {
	if (sums.paidYen + sums.writtenOffYen < sums.amountYen) return "active";
	if (sums.writtenOffYen === 0n) return "fulfilled";
	return sums.paidYen > 0n ? "partly_written_off" : "written_off";
}

const byDay = (a: SettledGift, b: SettledGift) =>
	a.givenOn < b.givenOn ? -1 : a.givenOn > b.givenOn ? 1 : a.id < b.id ? -1 : 1;
const least = (a: bigint, b: bigint) => (a < b ? a : b);
const sum = (rows: readonly SettledRow[], column: "paidYen" | "writtenOffYen") =>
	rows.reduce((total, row) => total + row[column], 0n);
