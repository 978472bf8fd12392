import { formatDayShort, formatInteger, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Section } from "./page-head.tsx";
import { PlainTable } from "./plain-table.tsx";

type BatchStatus = "preparing" | "prepared" | "issuing" | "issued" | "withdrawn";

/** How far the job has come: in words, and as a bar that says the same. */
export function BatchProgress(props: {
	status: BatchStatus;
	progress: { of: number; issued: number; withFile: number };
	works: boolean;
}) {
	const { status, progress, works } = props;
	const t = useT("console");
	if (!works) return null;
	const of = formatInteger(progress.of);
	const text =
		status === "preparing"
			? t("receiptBatches.preparingText", { receipts: of })
			: t("receiptBatches.issuingText", {
					of,
					issued: formatInteger(progress.issued),
					withFile: formatInteger(progress.withFile),
				});
	return (
		<div className="notice mb-6" role="status">
			<p>{text}</p>
			{status === "preparing" ? null : (
				<progress
					className="mt-2 w-full"
					aria-label={t("receiptBatches.progress")}
					max={progress.of * 2}
					value={progress.issued + progress.withFile}
				/>
			)}
			<p className="hint mt-1">{t("receiptBatches.refresh")}</p>
		</div>
	);
}

export interface ExceptionLine {
	id: string;
	donor: string;
	amountYen: bigint;
	receivedOn: string | null;
	hold: string | null;
}

/** Gifts of the year without an annual receipt, and receipts without an address. */
export function BatchExceptions(props: {
	exceptions: { total: number; gifts: readonly ExceptionLine[] };
	noAddress: readonly { id: string; donor: string }[];
	noAddressTotal: number;
}) {
	const { exceptions, noAddress, noAddressTotal } = props;
	const t = useT("console");
	const lang = useLang();
	return (
		<>
			{exceptions.total > 0 ? (
				<Section
					title={t("receiptBatches.exceptions", { total: formatInteger(exceptions.total) })}
					note={t("receiptBatches.exceptionsNote")}
				>
					<PlainTable
						label={t("receiptBatches.exceptionsLabel")}
						empty={t("receipts.none")}
						columns={[
							{ label: t("receipts.columns.donor") },
							{ label: t("receipts.columns.amount"), number: true },
							{ label: t("receipts.columns.receivedOn"), number: true },
							{ label: t("receipts.reason") },
						]}
						rows={exceptions.gifts.map((gift) => ({
							key: gift.id,
							cells: [
								<a key="gift" href={`/console/gifts/${gift.id}`}>
									{gift.donor}
								</a>,
								formatYenSign(gift.amountYen),
								gift.receivedOn === null ? "–" : formatDayShort(gift.receivedOn, lang),
								gift.hold === null ? t("receiptBatches.cameLater") : t(`receipts.holds.${gift.hold as "no_day"}`),
							],
						}))}
					/>
				</Section>
			) : null}
			{noAddressTotal > 0 ? (
				<Section
					title={t("receiptBatches.noAddress", { total: formatInteger(noAddressTotal) })}
					note={t("receiptBatches.noAddressNote")}
				>
					<ul className="list-disc ps-5 text-sm">
						{noAddress.map(({ id, donor }) => (
							<li key={id}>
								<a href={`/console/receipts/${id}`}>{donor}</a>
							</li>
						))}
					</ul>
				</Section>
			) : null}
		</>
	);
}
