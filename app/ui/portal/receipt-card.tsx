import { formatDay, formatYen } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { useT } from "~/i18n/use-t.ts";

export interface ReceiptView {
	id: string;
	numberText: string;
	status: string;
	kind: string;
	amountYen: bigint;
	issuedOn: string | null;
	issuer: string;
	giftCount: number;
	replacedBy: string | null;
	file: "none" | "paper" | "ready" | "waits";
	copy: "reprint" | "certificate";
	paperAsked: boolean;
}

/** One receipt, and every way to have it. */
export function ReceiptCard({ receipt, lang }: { receipt: ReceiptView; lang: Lang }) {
	const t = useT("public");
	const title = t("portal.receipts.number", { number: receipt.numberText });
	return (
		<article className="card" aria-label={title}>
			<div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
				<h3>{title}</h3>
				<span className="figure text-lg">{formatYen(receipt.amountYen, lang)}</span>
			</div>
			<p className="hint">
				{receipt.issuer} ・ {t(`portal.receipts.kind.${receipt.kind}` as "portal.receipts.kind.each")} ・{" "}
				{t("portal.receipts.gifts", { count: receipt.giftCount })}
				{receipt.issuedOn ? ` ・ ${t("portal.receipts.issuedOn")} ${formatDay(receipt.issuedOn, lang)}` : ""}
			</p>
			{receipt.status === "void" ? (
				<p className="mt-2">
					<span className="badge badge-bad">{t("portal.receipts.void")}</span>{" "}
					{receipt.replacedBy ? t("portal.receipts.replacedBy", { number: receipt.replacedBy }) : null}
				</p>
			) : (
				<ReceiptWays receipt={receipt} />
			)}
		</article>
	);
}

function ReceiptWays({ receipt }: { receipt: ReceiptView }) {
	const t = useT("public");
	const at = `/portal/receipts/${receipt.id}`;
	return (
		<>
			{receipt.file === "waits" ? <p className="mt-2">{t("portal.receipts.rendering")}</p> : null}
			{receipt.file === "paper" ? <p className="mt-2">{t("portal.receipts.onPaper")}</p> : null}
			<div className="no-print mt-3 flex flex-wrap items-center gap-3">
				{receipt.file === "ready" ? (
					<a className="btn btn-primary" href={`${at}/pdf`}>
						{t("portal.receipts.download")}
					</a>
				) : null}
				{receipt.file === "ready" ? (
					<form method="post" action={`${at}/copy`}>
						<button type="submit" className="btn btn-small" aria-describedby={`copy-${receipt.id}`}>
							{t(`portal.receipts.copy.${receipt.copy}`)}
						</button>
					</form>
				) : null}
				{receipt.paperAsked ? (
					<span className="hint">{t("portal.receipts.paperAsked")}</span>
				) : (
					<form method="post" action="/portal/receipts">
						<input type="hidden" name="receiptId" value={receipt.id} />
						<button type="submit" className="btn btn-small">
							{t("portal.receipts.askPaper")}
						</button>
					</form>
				)}
			</div>
			{receipt.file === "ready" ? (
				<p id={`copy-${receipt.id}`} className="hint mt-2">
					{t(`portal.receipts.copyNote.${receipt.copy}`)}
				</p>
			) : null}
		</>
	);
}
