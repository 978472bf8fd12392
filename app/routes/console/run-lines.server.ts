import type { listRuns } from "~/domain/reconciliation/list-runs.server";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import { dayText, momentText, yenText } from "./finance-view.server";

type Run = Awaited<ReturnType<typeof listRuns>>["runs"][number];

/** A comparison as lists and its own page show it. */
export function runLine(run: Run, lang: Lang) {
	const t = getT(lang, "console");
	const { phase } = (run.cursor ?? {}) as { phase?: string };
	return {
		id: run.id,
		href: `/console/finance/reconciliation/${run.id}`,
		account: run.stripeAccountId,
		startedAt: momentText(run.startedAt, lang) ?? "",
		finishedAt: momentText(run.finishedAt, lang),
		window: `${dayText(run.fromDay, lang)} – ${dayText(run.toDay, lang)}`,
		status: run.status as "running" | "done" | "failed",
		statusText: t(`reconciliation.runStatus.${run.status as "done"}`),
		phase: run.status === "done" ? null : t(`reconciliation.phases.${(phase ?? "charges") as "charges"}`),
		stripeCount: run.stripeCount,
		ourCount: run.ourCount,
		stripe: run.status === "done" ? yenText(run.stripeYen) : "–",
		ledger: run.status === "done" ? yenText(run.ledgerYen) : "–",
		differences: run.differenceCount,
		isNightly: run.requestedBy === null,
		error: run.error,
	};
}
