import type { Store } from "../store.ts";
import type { Transaction } from "../transaction.ts";
import { addPayout, type Bank } from "./bank.ts";

const DAY = 24 * 60 * 60;

/** When an account's balance is paid out. The day begins at 09:00 in Japan, as Stripe's does at midnight UTC. */
export interface PayoutSchedule {
	interval: "manual" | "daily" | "weekly" | "monthly";
	/** 1 is Monday. */
	weekday: number;
	/** A shorter month ends before it. */
	monthDay: number;
}

const MANUAL: PayoutSchedule = { interval: "manual", weekday: 5, monthDay: 31 };

export function scheduleOf(store: Store, account: string): PayoutSchedule {
	const saved = store.row("setting", `payouts:${account}`)?.keys.json;
	return { ...MANUAL, ...(typeof saved === "string" ? (JSON.parse(saved) as Partial<PayoutSchedule>) : {}) };
}

export function keepSchedule({ tx, clock, account }: Bank, schedule: PayoutSchedule): PayoutSchedule {
	tx.mark("setting", account, `payouts:${account}`, { json: JSON.stringify(schedule) });
	clock.cancel(tx, "pay_out", account);
	if (schedule.interval !== "manual") clock.set(tx, "pay_out", account, account, nextPayout(schedule, tx.now) * 1000);
	return schedule;
}

function nextPayout(schedule: PayoutSchedule, now: number): number {
	for (let day = Math.floor(now / DAY) + 1; ; day++) {
		const date = new Date(day * DAY * 1000);
		const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
		if (schedule.interval === "daily") return day * DAY;
		if (schedule.interval === "weekly" && date.getUTCDay() === schedule.weekday % 7) return day * DAY;
		if (schedule.interval === "monthly" && date.getUTCDate() === Math.min(schedule.monthDay, lastDay)) return day * DAY;
	}
}

/** Balance transactions that are available and in no payout yet; they sum up to the available balance. */
export function unpaid(tx: Transaction, account: string): { ids: string[]; sumYen: number } {
	const ids: string[] = [];
	let sumYen = 0;
	for (const { id, keys } of tx.store.rows("balance_transaction", account)) {
		if (keys.payout !== undefined || Number(keys.available_on) > tx.now) continue;
		ids.push(id);
		sumYen += Number(keys.net ?? 0);
	}
	return { ids, sumYen };
}

/** The day has come: everything available is paid out together. A balance below zero waits for more. */
export function payOutDue(bank: Bank): void {
	const { tx, clock, account } = bank;
	const schedule = scheduleOf(tx.store, account);
	if (schedule.interval === "manual") return;
	clock.set(tx, "pay_out", account, account, nextPayout(schedule, tx.now) * 1000);
	const { ids, sumYen } = unpaid(tx, account);
	if (sumYen <= 0) return;
	const payout = addPayout(bank, {
		amountYen: sumYen,
		automatic: true,
		description: "STRIPE PAYOUT",
		metadata: {},
		statementDescriptor: null,
	});
	for (const id of ids) {
		const transaction = tx.get("balance_transaction", account, id);
		if (transaction) tx.put("balance_transaction", account, { ...transaction, payout: payout.id });
	}
}
