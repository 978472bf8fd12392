import { useT } from "~/i18n/use-t.ts";
import { RichText } from "../rich-text.tsx";
import { BlockFrame } from "./block-frame.tsx";
import type { OwnGift, OwnWords, ReceiptsHelp } from "./report-extras.ts";
import type { ReportBlockOf } from "./report-view.ts";

export interface YourGiftProps {
	block: ReportBlockOf<"yourGift">;
	own: OwnWords | null;
	receipts: ReceiptsHelp | null;
}

/** The donor's own numbers. Who has given nothing yet reads the words alone. */
export function YourGift({ block, own, receipts }: YourGiftProps) {
	const t = useT("document");
	const heading = block.heading || t(`report.yourGift.${own?.kind ?? "individual"}`);
	if (own === null || own.stage === "never") {
		if (block.text.length === 0) return null;
		return (
			<BlockFrame id={block.id} heading={heading}>
				<RichText blocks={block.text} headings={3} />
			</BlockFrame>
		);
	}
	return (
		<BlockFrame id={block.id} heading={heading}>
			<div className="border-y-2 border-primary py-6">
				<RichText blocks={block.text} headings={3} />
				{own.stage === "before" ? <p className="mt-4">{t("report.yourGift.earlier")}</p> : null}
				<dl className="mt-6 grid gap-x-8 gap-y-5 first:mt-0 sm:grid-cols-2">
					{own.stage === "inPeriod" ? <BigFact label={t("report.yourGift.inPeriod")} value={own.inPeriod} /> : null}
					<BigFact label={t("report.yourGift.inAll")} value={own.inAll} />
					{own.funds === "" ? null : <Fact label={t("report.yourGift.funds")} value={own.funds} />}
					<Fact label={t("report.yourGift.since")} value={own.since} />
				</dl>
				<p className="hint mt-4">{t("report.yourGift.net")}</p>
			</div>
			{block.showsGifts && own.gifts.length > 0 ? <Gifts own={own} /> : null}
			{receipts === null ? null : <HowToGetReceipts url={receipts.url} />}
		</BlockFrame>
	);
}

function HowToGetReceipts({ url }: { url: string | null }) {
	const t = useT("document");
	if (url === null) return <p className="mt-4">{t("report.receiptAsk")}</p>;
	return (
		<p className="mt-4">
			{t("report.receiptHow")}{" "}
			<a className="link no-print" href={url}>
				{t("report.toReceipts")}
			</a>
		</p>
	);
}

function BigFact({ label, value }: { label: string; value: string }) {
	return (
		<div>
			<dt className="text-sm text-ink-soft">{label}</dt>
			<dd className="figure mt-1 text-3xl whitespace-normal">{value}</dd>
		</div>
	);
}

function Fact({ label, value }: { label: string; value: string }) {
	return (
		<div>
			<dt className="text-sm text-ink-soft">{label}</dt>
			<dd className="mt-1">{value}</dd>
		</div>
	);
}

function Gifts({ own }: { own: OwnWords }) {
	const t = useT("document");
	return (
		<div className="mt-8">
			<table className="table w-full">
				<caption className="pb-2 text-start font-semibold">{t("report.yourGift.gifts")}</caption>
				<thead>
					<tr>
						<th scope="col">{t("report.yourGift.day")}</th>
						<th scope="col">{t("report.yourGift.fund")}</th>
						<th scope="col" className="num">
							{t("report.yourGift.amount")}
						</th>
					</tr>
				</thead>
				<tbody>
					{own.gifts.map((gift, at) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: two gifts of a day may be alike, and none moves
						<GiftRow key={at} gift={gift} />
					))}
				</tbody>
				<tfoot>
					<tr>
						<th scope="row" colSpan={2}>
							{t("report.yourGift.sum")}
						</th>
						<td className="num">{own.inPeriod}</td>
					</tr>
				</tfoot>
			</table>
			{own.more > 0 ? <p className="hint mt-2">{t("report.yourGift.more", { count: own.more })}</p> : null}
		</div>
	);
}

function GiftRow({ gift: { givenOn, fund, receipt, yen } }: { gift: OwnGift }) {
	const t = useT("document");
	return (
		<tr>
			<td>{givenOn}</td>
			<td>
				{fund}
				{receipt === null ? null : (
					<span className="hint block">{t("report.yourGift.receiptState", { state: receipt })}</span>
				)}
			</td>
			<td className="num whitespace-nowrap">{yen}</td>
		</tr>
	);
}
