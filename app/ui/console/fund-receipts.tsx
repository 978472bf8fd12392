import { formatDayShort, formatFiscalYear } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Amount, type Precision } from "./amount.tsx";
import { type FundActionProps, VoidForm } from "./fund-receipt-forms.tsx";
import { PlainTable } from "./plain-table.tsx";

export interface FundReceiptLine {
	id: string;
	kind: "received" | "returned";
	receivedOn: string;
	/** only the year is known */
	byYear: boolean;
	fiscalYear: number;
	amountYen: bigint;
	indirectYen: bigint;
	precision: Precision;
	channel: string;
	note: string;
	voidedOn: string | null;
	voidReason: string;
}

/** What came and what went back; a wrong line can be booked back where it stands. */
export function FundReceipts(props: { receipts: readonly FundReceiptLine[]; mayVoid: boolean; sent: FundActionProps }) {
	const { receipts, mayVoid, sent } = props;
	const t = useT("console");
	const lang = useLang();
	return (
		<PlainTable
			label={t("externalFunds.receipts")}
			empty={t("externalFunds.noReceipts")}
			columns={[
				{ label: t("externalFunds.receipt.receivedOn"), number: true },
				{ label: t("externalFunds.receipt.kind") },
				{ label: t("externalFunds.receipt.amountYen"), number: true },
				{ label: t("externalFunds.receipt.indirectYen"), number: true },
				{ label: t("externalFunds.receipt.channel") },
				{ label: t("externalFunds.receipt.note") },
				...(mayVoid ? [{ label: t("externalFunds.receipt.mend") }] : []),
			]}
			rows={receipts.map((receipt) => ({
				key: receipt.id,
				cells: [
					receipt.byYear ? formatFiscalYear(receipt.fiscalYear, lang) : formatDayShort(receipt.receivedOn, lang),
					t(`externalFunds.receiptKinds.${receipt.kind}`),
					<span key="yen" className={receipt.voidedOn ? "line-through" : undefined}>
						{receipt.kind === "returned" ? "−" : ""}
						<Amount yen={receipt.amountYen} precision={receipt.precision} unit="yen" />
					</span>,
					receipt.indirectYen > 0n ? <Amount key="indirect" yen={receipt.indirectYen} unit="yen" /> : "–",
					receipt.channel,
					<span key="note" className="whitespace-pre-line">
						{receipt.voidedOn
							? t("externalFunds.receiptVoided", { day: receipt.voidedOn, reason: receipt.voidReason })
							: receipt.note}
					</span>,
					...(mayVoid
						? [
								receipt.voidedOn ? (
									"–"
								) : (
									<details key="void" open={sent.values?.receiptId === receipt.id}>
										<summary className="link cursor-pointer text-sm">{t("externalFunds.voidReceipt")}</summary>
										<div className="mt-2 w-64 whitespace-normal">
											<VoidForm
												values={sent.values?.receiptId === receipt.id ? sent.values : null}
												errors={sent.values?.receiptId === receipt.id ? sent.errors : {}}
												intent="voidReceipt"
												of={{ name: "receiptId", value: receipt.id }}
												text={t("externalFunds.voidReceiptText")}
												button={t("externalFunds.voidReceipt")}
											/>
										</div>
									</details>
								),
							]
						: []),
				],
			}))}
		/>
	);
}
