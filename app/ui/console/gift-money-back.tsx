import { useT } from "~/i18n/use-t.ts";
import { type DisputeLine, DisputeTable } from "./dispute-table.tsx";
import { Section } from "./page-head.tsx";
import { RefundForm, type RefundFormProps } from "./refund-form.tsx";
import { type RefundLine, RefundTable } from "./refund-table.tsx";

/** What of a gift went back, or may: refunds with the form to ask for one, disputes and warnings. */
export function GiftMoneyBack(props: {
	refunds: readonly RefundLine[];
	disputes: readonly DisputeLine[];
	/** undecided warnings of its payments */
	openWarnings: number;
	/** null when the reader may not ask for a refund, or nothing is left */
	form: RefundFormProps | null;
}) {
	const { refunds, disputes, openWarnings, form } = props;
	const t = useT("console");
	return (
		<>
			<Section title={t("gift.refunds.title")}>
				{openWarnings > 0 ? (
					<p className="notice notice-warn mb-4">
						<a href="/console/finance/disputes#warnings">{t("gift.refunds.warned")}</a>
					</p>
				) : null}
				<RefundTable refunds={refunds} label={t("gift.refunds.title")} ofGift />
				{form ? (
					<details className="mt-4">
						<summary className="link cursor-pointer">{t("refunds.giftAction")}</summary>
						<div className="card mt-3">
							<RefundForm {...form} />
						</div>
					</details>
				) : null}
			</Section>
			{disputes.length === 0 ? null : (
				<Section title={t("disputes.gift")}>
					<DisputeTable disputes={disputes} label={t("disputes.gift")} ofGift />
				</Section>
			)}
		</>
	);
}
