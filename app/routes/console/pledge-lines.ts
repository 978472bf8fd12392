import { donorName } from "~/domain/names/person-name";
import type { PledgeRow } from "~/domain/pledges/list-pledges.server";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { PledgeLine } from "~/ui/console/pledge-table";

/** Rows of pledges as the table shows them, in the reader's language. */
export function pledgeLines(pledges: readonly PledgeRow[], lang: Lang): PledgeLine[] {
	const t = getT(lang, "console");
	return pledges.map((pledge) => ({
		id: pledge.id,
		reference: pledge.reference,
		donor: donorName({ ...pledge, contactName: "" }, lang),
		hub: pledge.hubName ?? t("programme.programmeFunds"),
		fund: lang === "ja" ? pledge.fundJa : pledge.fundEn,
		status: pledge.status,
		statusLabel: t(`pledgeStatus.${pledge.status}`),
		source: t(`pledges.sources.${pledge.source as "paper"}`),
		amountYen: pledge.amountYen,
		paidYen: pledge.paidYen,
		openYen: pledge.status === "active" ? pledge.amountYen - pledge.paidYen - pledge.writtenOffYen : 0n,
		overdueYen: pledge.overdueYen,
		nextDueOn: pledge.nextDueOn,
		nextOpenYen: pledge.nextOpenYen,
		startOn: pledge.startOn,
		waits: pledge.writeOffWaits,
	}));
}
