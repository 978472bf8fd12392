import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";
import { PortalSection, StateBadge, Terms } from "./parts.tsx";

export interface GiftFactsView {
	amountYen: bigint;
	refundedYen: bigint;
	state: string;
	givenOn: string | null;
	channel: string;
	fund: string;
	hub: string | null;
	institution: string;
	planId: string | null;
	typedName: string;
	display: { name: string; anonymous: boolean; message: string; status: string };
}

/** One gift as it was made. */
export function GiftFacts({ gift, lang, statusHref }: { gift: GiftFactsView; lang: Lang; statusHref: string }) {
	const t = useT("public");
	const { display } = gift;
	return (
		<div className="card">
			<Terms
				rows={[
					{
						term: t("portal.gift.amount"),
						value: (
							<>
								<span className="figure text-lg">{formatYen(gift.amountYen, lang)}</span>{" "}
								{gift.refundedYen > 0n ? (
									<span className="hint">
										{t("portal.gift.refundedPart", { amount: formatYen(gift.refundedYen, lang) })}
									</span>
								) : null}
							</>
						),
					},
					{
						term: t("portal.gift.state"),
						value: (
							<>
								<StateBadge
									state={gift.state}
									label={t(`portal.giftState.${gift.state}` as "portal.giftState.received")}
								/>{" "}
								<a href={statusHref}>{t("portal.gift.statusPage")}</a>
							</>
						),
					},
					{ term: t("portal.gift.givenOn"), value: gift.givenOn ? formatDay(gift.givenOn, lang) : t("portal.none") },
					...(gift.hub ? [{ term: t("portal.gift.hub"), value: gift.hub }] : []),
					{ term: t("portal.gift.fund"), value: gift.fund },
					{ term: t("portal.recipient"), value: gift.institution },
					{ term: t("portal.gift.method"), value: t(`portal.method.${gift.channel}` as "portal.method.card") },
					{ term: t("portal.gift.name"), value: gift.typedName },
					{
						term: t("portal.gift.displayName"),
						value: display.anonymous ? t("portal.gift.anonymous") : display.name || t("portal.none"),
					},
					{
						term: t("portal.gift.message"),
						value: <span className="whitespace-pre-line">{display.message || t("portal.none")}</span>,
					},
					{
						term: t("portal.gift.display"),
						value: t(`portal.displayState.${display.status}` as "portal.displayState.none"),
					},
					...(gift.planId
						? [
								{
									term: t("portal.gift.plan"),
									value: <a href={`/portal/plans/${gift.planId}`}>{t("portal.gift.toPlan")}</a>,
								},
							]
						: []),
				]}
			/>
		</div>
	);
}

export interface GiftRecordsView {
	receipts: readonly { id: string; numberText: string | null; status: string; issuedOn: string | null }[];
	refunds: readonly { id: string; amountYen: bigint; status: string; day: string }[];
	requests: readonly {
		id: string;
		kind: string;
		status: string;
		answer: string;
		amountYen: bigint | null;
		day: string;
	}[];
}

/** Receipts, refunds and requests of one gift. */
export function GiftRecords({ gift, lang }: { gift: GiftRecordsView; lang: Lang }) {
	const t = useT("public");
	return (
		<>
			<PortalSection id="receipts" title={t("portal.gift.receipts")}>
				{gift.receipts.length === 0 ? (
					<p>{t("portal.gift.receiptsNone")}</p>
				) : (
					<ul className="grid gap-1">
						{gift.receipts.map((receipt) => (
							<li key={receipt.id}>
								{t("portal.receipts.number", { number: receipt.numberText ?? "" })}{" "}
								{receipt.issuedOn ? <span className="hint">{formatDay(receipt.issuedOn, lang)}</span> : null}{" "}
								{receipt.status === "void" ? <span className="badge">{t("portal.receipts.void")}</span> : null}
							</li>
						))}
					</ul>
				)}
				<p className="mt-2">
					<a href="/portal/receipts">{t("portal.gift.toReceipts")}</a>
				</p>
			</PortalSection>
			{gift.refunds.length === 0 ? null : (
				<PortalSection id="refunds" title={t("portal.gift.refunds")}>
					<ul className="grid gap-1">
						{gift.refunds.map((refund) => (
							<li key={refund.id} className="flex flex-wrap gap-x-4">
								<span>{formatDay(refund.day, lang)}</span>
								<span className="figure">{formatYen(refund.amountYen, lang)}</span>
								<StateBadge
									state={refund.status}
									label={t(`portal.refundState.${refund.status}` as "portal.refundState.sent")}
								/>
							</li>
						))}
					</ul>
				</PortalSection>
			)}
			{gift.requests.length === 0 ? null : (
				<PortalSection id="requests" title={t("portal.gift.requests")}>
					<ul className="grid gap-3">
						{gift.requests.map((request) => (
							<li key={request.id}>
								{formatDay(request.day, lang)}{" "}
								{t(`portal.requests.kind.${request.kind}` as "portal.requests.kind.refund")}{" "}
								{request.amountYen === null ? null : formatYen(request.amountYen, lang)}{" "}
								<StateBadge
									state={request.status}
									label={t(`portal.requests.state.${request.status}` as "portal.requests.state.open")}
								/>
								{request.answer ? <p className="mt-1 max-w-text whitespace-pre-line">{request.answer}</p> : null}
							</li>
						))}
					</ul>
				</PortalSection>
			)}
		</>
	);
}
