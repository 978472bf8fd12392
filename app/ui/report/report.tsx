import { formatDay, formatHash } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { Figures } from "./figures.tsx";
import { People, Photos, StoryCard } from "./people.tsx";
import type { OwnWords, ReceiptsHelp, YearEndWords } from "./report-extras.ts";
import type { ReportBlockView, ReportView } from "./report-view.ts";
import { Spending } from "./spending.tsx";
import { Ask, Letter, Outputs, Thanks, Words } from "./words.tsx";
import { YourGift } from "./your-gift.tsx";

export interface ReportProps {
	view: ReportView;
	own: OwnWords | null;
	/** told in year-end mails */
	yearEnd: YearEndWords | null;
	receipts: ReceiptsHelp | null;
}

/** A report as one person reads it on the web: an annual letter, quiet, made to be read and printed. */
export function Report({ view, own, yearEnd, receipts }: ReportProps) {
	const t = useT("document");
	const lang = useLang();
	const from = view.hub?.name ?? view.institution;
	// What must be done in time is read first, after the letter.
	const at = view.blocks[0]?.kind === "letter" ? 1 : 0;
	const blocks = (some: ReportBlockView[]) =>
		some.map((block) => <Block key={block.id} block={block} view={view} own={own} receipts={receipts} />);
	return (
		<article className="mx-auto w-full max-w-[44rem]">
			<header>
				<p className="text-sm text-ink-soft">
					{from} <span aria-hidden="true">·</span> {t(`report.word.${view.kind}`)}
				</p>
				<h1 className="mt-2">{view.title}</h1>
				<p className="hint mt-3">{t("report.period", view.period)}</p>
				{own === null ? null : (
					<p className="mt-8 font-serif text-lg">{t("report.to", { addressee: own.addressee })}</p>
				)}
			</header>
			{blocks(view.blocks.slice(0, at))}
			{yearEnd === null ? null : <YearEnd words={yearEnd} />}
			{blocks(view.blocks.slice(at))}
			<footer className="hint mt-16 border-t border-line pt-4">
				<p>{t("report.foot.sender", { institution: view.institution })}</p>
				<p>
					{view.approvedOn === null || view.frozenSha256 === null
						? t("report.foot.live")
						: t("report.foot.frozen", {
								day: formatDay(view.approvedOn, lang),
								hash: formatHash(view.frozenSha256),
							})}
				</p>
			</footer>
		</article>
	);
}

function Block(props: Omit<ReportProps, "yearEnd"> & { block: ReportBlockView }) {
	const { block, own, receipts } = props;
	switch (block.kind) {
		case "letter":
			return <Letter block={block} />;
		case "yourGift":
			return <YourGift block={block} own={own} receipts={receipts} />;
		case "figures":
			return <Figures block={block} />;
		case "spending":
			return <Spending block={block} />;
		case "outputs":
			return <Outputs block={block} />;
		case "people":
			return <People block={block} />;
		case "photos":
			return <Photos block={block} />;
		case "story":
			return <StoryCard block={block} />;
		case "text":
			return <Words block={block} />;
		case "thanks":
			return <Thanks block={block} />;
		case "ask":
			return <Ask block={block} />;
	}
}

/** Until when a gift counts for this year, by the way it is paid. */
function YearEnd({ words }: { words: YearEndWords }) {
	return (
		<section aria-labelledby="year-end" className="notice notice-warn mt-12 grid gap-3">
			<h2 id="year-end" className="text-lg">
				{words.title}
			</h2>
			<p>{words.rule}</p>
			{words.methods === null ? (
				<p className="font-semibold">{words.over}</p>
			) : (
				<dl className="grid gap-3">
					{words.methods.map(({ label, text }) => (
						<div key={label}>
							<dt className="font-semibold">{label}</dt>
							<dd>{text}</dd>
						</div>
					))}
				</dl>
			)}
		</section>
	);
}
