import type { DrawnInstalment } from "./pledge-chart.tsx";

export interface InstalmentLine extends DrawnInstalment {
	status: string;
	statusLabel: string;
	paidOn: string | null;
	gifts: readonly { id: string; amountYen: bigint }[];
}

export interface ScheduleLine {
	version: number;
	cause: string;
	reason: string;
	madeAt: string;
	amountYen: bigint;
	instalments: readonly { number: number; dueOn: string; scheduledYen: bigint; paidYen: bigint }[];
}

export interface WriteOffLine {
	id: string;
	status: string;
	amountYen: bigint;
	ground: string;
	reason: string;
	askedAt: string;
	decidedAt: string | null;
	decisionNote: string;
}

/** One pledge as its console page shows it; moments are written out in Japan's time. */
export interface PledgeView {
	id: string;
	reference: string;
	donorId: string;
	donorName: string;
	status: string;
	source: string;
	hub: string | null;
	fund: string;
	institution: string;
	amountYen: bigint;
	paidYen: bigint;
	writtenOffYen: bigint;
	owedYen: bigint;
	overpaidYen: bigint;
	startOn: string;
	signedOn: string | null;
	signatory: string;
	conditions: string;
	note: string;
	respreadRule: string;
	cancelReason: string;
	remindersStopped: boolean;
	agreementName: string | null;
	/** the donor's page; null for whoever may not reach the donor */
	pageUrl: string | null;
	instalments: readonly InstalmentLine[];
	/** schedules that were replaced, newest first */
	older: readonly ScheduleLine[];
	gifts: readonly { id: string; status: string; channel: string; amountYen: bigint; on: string }[];
	writeOffs: readonly WriteOffLine[];
	history: readonly { id: string; at: string; actor: string; action: string; values: readonly string[] }[];
}
