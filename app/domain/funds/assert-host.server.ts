import type { Tx } from "~/platform/db/transaction.server";
import { invalid } from "~/platform/errors";
import { jstDayString } from "../calendar/fiscal-year";
import { hostsOn } from "../hubs/hub-card";

/** @throws AppError fund_not_host  when the institution does not host the hub today */
export async function assertHost(
	tx: Tx,
	fund: { hubId: string | null; institutionId: string },
	now: Date,
): Promise<void> {
	if (fund.hubId === null) return;
	const hosts = await tx.hubHost.findMany({ where: { hubId: fund.hubId, institutionId: fund.institutionId } });
	if (hostsOn(hosts, jstDayString(now)).length === 0) {
		throw invalid("fund_not_host", `institution ${fund.institutionId} does not host hub ${fund.hubId}`, {
			personKey: "funds.notHost",
		});
	}
}

/** @throws AppError fund_issuer_unknown */
export async function assertIssuer(tx: Tx, receiptIssuerId: string | null): Promise<void> {
	if (receiptIssuerId === null) return;
	const known = await tx.institution.count({ where: { id: receiptIssuerId } });
	if (known === 0) throw invalid("fund_issuer_unknown", `no institution ${receiptIssuerId} to issue receipts`);
}

/** @throws AppError fund_institution_unknown */
export async function assertInstitution(tx: Tx, institutionId: string): Promise<void> {
	const known = await tx.institution.count({ where: { id: institutionId } });
	if (known === 0) throw invalid("fund_institution_unknown", `no institution ${institutionId} to receive gifts`);
}
