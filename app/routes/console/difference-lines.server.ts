import { rootIdOf } from "~/domain/reconciliation/explain-difference.server";
import type { listDifferences } from "~/domain/reconciliation/list-runs.server";
import { formatYenSign } from "~/i18n/format";
import type { Lang } from "~/i18n/lang";
import { getT } from "~/i18n/texts.server";
import type { DifferenceView } from "~/ui/console/difference-table";
import { momentText, yenText } from "./finance-view.server";

type Differences = Awaited<ReturnType<typeof listDifferences>>["differences"];

const factsOf = (facts: unknown) =>
	typeof facts === "object" && facts !== null ? (facts as Record<string, string>) : {};

/** Differences in words: what each means, what its cause is, what to do. */
export function differenceLines(rows: Differences, lang: Lang, mayAct: boolean): DifferenceView[] {
	const t = getT(lang, "console");
	return rows.map((row) => {
		const { cause = "", restYen = "0" } = factsOf(row.facts);
		const causeText =
			row.kind === "unknown_balance_transaction"
				? t("reconciliation.causes.other", { type: cause })
				: cause === "rest"
					? t("reconciliation.causes.rest", { yen: formatYenSign(BigInt(restYen)) })
					: t(`reconciliation.causes.${cause as "fee"}`);
		return {
			id: row.id,
			title: t(`reconciliation.kinds.${row.kind}.title`),
			means: t(`reconciliation.kinds.${row.kind}.means`),
			toDo: t(`reconciliation.kinds.${row.kind}.do`),
			cause: causeText,
			account: t("reconciliation.account", { account: row.stripeAccountId }),
			objectId: row.objectId,
			giftHref: row.giftId ? `/console/gifts/${row.giftId}` : null,
			stripe: yenText(row.stripeYen),
			ledger: yenText(row.ledgerYen),
			seen: momentText(row.firstSeenAt, lang) ?? "",
			status: row.status,
			gone: row.goneAt ? t("reconciliation.goneAt", { at: momentText(row.goneAt, lang) }) : null,
			note: row.note,
			mayAct: mayAct && row.status !== "gone",
			mayReadAgain: mayAct && row.status !== "gone" && rootIdOf(row.facts) !== null,
		};
	});
}
