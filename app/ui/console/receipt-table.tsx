import { formatDayShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { TableFrame } from "./page-head.tsx";
import { StatusBadge } from "./status-badge.tsx";

export interface ReceiptLine {
	id: string;
	issuer: string;
	numberText: string | null;
	status: "prepared" | "issued" | "void";
	donor: string;
	amountYen: bigint;
	kind: "each" | "annual";
	taxYear: number;
	issuedOn: string | null;
	delivery: "pdf" | "paper";
	paperSentOn: string | null;
	hasFile: boolean;
	giftCount: number;
}

/** Receipts, a row each. */
export function ReceiptTable({ receipts, label }: { receipts: readonly ReceiptLine[]; label: string }) {
	const t = useT("console");
	const lang = useLang();
	// Numbers of two issuers may read alike.
	const showIssuer = new Set(receipts.map(({ issuer }) => issuer)).size > 1;
	const day = (value: string | null) => (value === null ? "–" : formatDayShort(value, lang));
	return (
		<TableFrame label={label}>
			<table className="table text-[0.8125rem] [&_:is(th,td)]:px-2 [&_:is(th,td)]:py-1.5">
				<thead>
					<tr>
						<th scope="col">{t("receipts.columns.number")}</th>
						{showIssuer ? <th scope="col">{t("receipts.issuer")}</th> : null}
						<th scope="col">{t("receipts.columns.donor")}</th>
						<th scope="col">{t("receipts.columns.status")}</th>
						<th scope="col" className="num">
							{t("receipts.columns.amount")}
						</th>
						<th scope="col">{t("receipts.columns.kind")}</th>
						<th scope="col" className="num">
							{t("receipts.columns.taxYear")}
						</th>
						<th scope="col" className="num">
							{t("receipts.columns.issuedOn")}
						</th>
						<th scope="col">{t("receipts.columns.delivery")}</th>
					</tr>
				</thead>
				<tbody>
					{receipts.map((receipt) => (
						<tr key={receipt.id}>
							<th scope="row" className="min-w-36 font-normal">
								<a href={`/console/receipts/${receipt.id}`}>{receipt.numberText ?? t("receipts.noNumber")}</a>
							</th>
							{showIssuer ? <td className="min-w-32">{receipt.issuer}</td> : null}
							<td className="min-w-32">{receipt.donor}</td>
							<td>
								<StatusBadge status={receipt.status} label={t(`receiptStatus.${receipt.status}`)} />
							</td>
							<td className="num">{formatYenSign(receipt.amountYen)}</td>
							<td className="whitespace-nowrap">
								{t(`receipts.kinds.${receipt.kind}`)}
								{receipt.kind === "annual" ? ` (${t("receipts.giftCount", { count: receipt.giftCount })})` : ""}
							</td>
							<td className="num">{receipt.taxYear}</td>
							<td className="num">{day(receipt.issuedOn)}</td>
							<td className="whitespace-nowrap">
								{t(`receipts.deliveries.${receipt.delivery}`)}
								{receipt.delivery === "paper" && receipt.status === "issued"
									? ` · ${receipt.paperSentOn ? day(receipt.paperSentOn) : t("receipts.notPosted")}`
									: ""}
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</TableFrame>
	);
}
