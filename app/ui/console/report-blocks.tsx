import { useT } from "~/i18n/use-t.ts";
import type { ReportBlockKind } from "../report/report-view.ts";
import { ReportBlockForm, type ReportBlockFormProps } from "./report-block-form.tsx";

export type BlockCard = {
	id: string;
	kind: ReportBlockKind;
	heading: string;
	/** the first words of it */
	excerpt: string;
	/** figures with the page of their ledger lines */
	figures: { label: string; value: string; lineCount: number; href: string | null }[];
	/** what a reader would stumble on, in words */
	issues: { level: "stop" | "look"; text: string }[];
	/** opens its form */
	editHref: string;
};

/** The blocks of a report in order; of a draft each can be changed, moved and taken out. */
export function ReportBlocks(props: {
	cards: readonly BlockCard[];
	mayChange: boolean;
	basedOn: string;
	open: ReportBlockFormProps | null;
}) {
	const { cards, mayChange, basedOn, open } = props;
	const t = useT("console");
	if (cards.length === 0) return <p className="notice">{t("reports.noBlocks")}</p>;
	return (
		<ol className="grid gap-4">
			{cards.map((card, at) => (
				<li key={card.id} id={`block-${card.id}`} className="card p-5">
					<div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
						<div className="min-w-0">
							<p className="text-xs font-semibold text-ink-soft">{t(`reports.kinds.${card.kind}`)}</p>
							<h3 className="text-lg">{card.heading || t(`reports.kinds.${card.kind}`)}</h3>
						</div>
						{mayChange ? (
							<BlockMoves
								card={card}
								at={at}
								count={cards.length}
								basedOn={basedOn}
								isOpen={open?.blockId === card.id}
							/>
						) : null}
					</div>
					{card.issues.length > 0 ? (
						<ul className="mt-2 grid gap-1 text-sm">
							{card.issues.map((issue) => (
								<li key={issue.text} className={issue.level === "stop" ? "text-bad" : "text-ink-soft"}>
									{issue.text}
								</li>
							))}
						</ul>
					) : null}
					{open?.blockId === card.id ? (
						<div className="mt-4 border-t border-line pt-4" id="compose">
							<ReportBlockForm {...open} />
						</div>
					) : (
						<CardContent card={card} />
					)}
				</li>
			))}
		</ol>
	);
}

function CardContent({ card }: { card: BlockCard }) {
	const t = useT("console");
	return (
		<>
			{card.excerpt ? <p className="mt-2 max-w-text text-sm">{card.excerpt}</p> : null}
			{card.figures.length > 0 ? (
				<dl className="mt-3 grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-[14rem_minmax(0,1fr)]">
					{card.figures.map((figure) => (
						<div key={figure.label} className="contents">
							<dt className="text-ink-soft">{figure.label}</dt>
							<dd className="mb-1 sm:mb-0">
								<span className="figure">{figure.value}</span>{" "}
								{figure.href ? (
									<a href={figure.href} aria-label={t("reports.linesOf", { figure: figure.label })}>
										{t("reports.lineCount", { count: figure.lineCount })}
									</a>
								) : null}
							</dd>
						</div>
					))}
				</dl>
			) : null}
		</>
	);
}

function BlockMoves(props: { card: BlockCard; at: number; count: number; basedOn: string; isOpen: boolean }) {
	const { card, at, count, basedOn, isOpen } = props;
	const t = useT("console");
	const name = card.heading || t(`reports.kinds.${card.kind}`);
	const moves = [
		...(at > 0 ? (["up"] as const) : []),
		...(at < count - 1 ? (["down"] as const) : []),
		"remove" as const,
	];
	return (
		<form method="post" action={`#block-${card.id}`} className="no-print flex flex-wrap gap-2">
			<input type="hidden" name="basedOn" value={basedOn} />
			<input type="hidden" name="blockId" value={card.id} />
			{isOpen ? null : (
				<a className="btn btn-small" href={card.editHref} aria-label={t("reports.editNamed", { name })}>
					{t("reports.edit")}
				</a>
			)}
			{moves.map((move) => (
				<button
					key={move}
					type="submit"
					name="intent"
					value={move}
					className="btn btn-small"
					aria-label={t(`reports.moves.${move}Named`, { name })}
				>
					{t(`reports.moves.${move}`)}
				</button>
			))}
		</form>
	);
}
