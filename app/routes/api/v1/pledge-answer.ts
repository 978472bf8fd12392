import type { z } from "zod";
import { toJsonNumber, yen } from "~/domain/money/yen";
import type { PledgeRow } from "~/domain/pledges/list-pledges.server";
import type { WriteOffGround } from "~/domain/pledges/pledge-write-off.status";
import type { WrittenPledge } from "~/domain/pledges/read-written-pledge.server";
import type { RespreadRule } from "~/domain/pledges/respread";
import type { ScheduleRule } from "~/domain/pledges/schedule";
import type { scheduleBody } from "./pledge-shapes";

const yenOf = (amount: bigint) => toJsonNumber(yen(amount));

/** A pledge of a list, without anything about its donor but the id. */
export function pledgeRowAnswer(row: PledgeRow) {
	const { id, reference, donorId, hub, institution, fund, status, source, startOn, nextDueOn } = row;
	return {
		...{ id, reference, donorId, hub, institution, fund, status, startOn, nextDueOn },
		source: source as "paper" | "online" | "api",
		amountYen: yenOf(row.amountYen),
		paidYen: yenOf(row.paidYen),
		writtenOffYen: yenOf(row.writtenOffYen),
		overpaidYen: yenOf(row.overpaidYen),
		overdueYen: yenOf(row.overdueYen),
		createdAt: row.createdAt.toISOString(),
	};
}

/** One pledge with its present schedule. */
export function pledgeAnswer(row: WrittenPledge) {
	const { id, reference, donorId, status, startOn, signedOn, scheduleVersion } = row;
	return {
		...{ id, reference, donorId, status, startOn, signedOn, scheduleVersion },
		hub: row.hub?.slug ?? null,
		institution: row.institution.slug,
		fund: row.fund.slug,
		source: row.source as "paper" | "online" | "api",
		respreadRule: row.respreadRule as RespreadRule,
		amountYen: yenOf(row.amountYen),
		paidYen: yenOf(row.paidYen),
		writtenOffYen: yenOf(row.writtenOffYen),
		overpaidYen: yenOf(row.overpaidYen),
		createdAt: row.createdAt.toISOString(),
		schedule: row.rule,
		instalments: row.instalments.map((one) => ({
			number: one.number,
			dueOn: one.dueOn,
			scheduledYen: yenOf(one.scheduledYen),
			paidYen: yenOf(one.paidYen),
			writtenOffYen: yenOf(one.writtenOffYen),
			paidOn: one.paidOn,
			status: one.status,
		})),
		writeOffs: row.writeOffs.map((one) => ({
			id: one.id,
			amountYen: yenOf(one.amountYen),
			ground: one.ground as WriteOffGround,
			status: one.status,
			requestedAt: one.requestedAt.toISOString(),
			decidedAt: one.decidedAt?.toISOString() ?? null,
		})),
	};
}

/** A schedule as it is sent, as the domain reads it. */
export function ruleOfBody(schedule: z.output<typeof scheduleBody>): ScheduleRule {
	if (!("dates" in schedule)) return schedule;
	return { dates: schedule.dates.map(({ dueOn, amountYen }) => ({ dueOn, amountYen: BigInt(amountYen) })) };
}
