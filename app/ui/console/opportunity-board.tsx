import { formatDayShort, formatYenShort, formatYenSign } from "~/i18n/format.ts";
import { useLang, useT } from "~/i18n/use-t.ts";
import { PlainTable } from "./plain-table.tsx";

export type Stage = "identified" | "cultivating" | "asked" | "negotiating" | "won" | "lost";

export interface OpportunityCard {
	id: string;
	/** empty when its donor is forgotten */
	name: string;
	hub: string;
	stage: Stage;
	amountYen: bigint;
	expectedOn: string;
	donorId: string | null;
	donor: string | null;
	owner: string | null;
	nextStep: string;
	nextStepOn: string | null;
	due: "overdue" | "today" | null;
}

export interface BoardStage {
	stage: Stage;
	count: number;
	sumYen: bigint;
	opportunities: readonly OpportunityCard[];
	/** the whole list of a stage that has more than the board shows */
	moreHref: string | null;
}

const hrefOf = (id: string) => `/console/opportunities/${id}`;

function useNames() {
	const t = useT("console");
	return {
		name: (card: Pick<OpportunityCard, "name">) => card.name || t("opportunities.erased"),
		donor: (card: OpportunityCard) =>
			card.donorId === null ? t("opportunities.noDonor") : card.donor || t("opportunities.erased"),
	};
}

/** A column for each stage where there is room, one below the other on a telephone. */
export function OpportunityBoard({ stages }: { stages: readonly BoardStage[] }) {
	const t = useT("console");
	const lang = useLang();
	return (
		<div className="grid gap-4 md:grid-cols-3 2xl:grid-cols-6">
			{stages.map(({ stage, count, sumYen, opportunities, moreHref }) => (
				<section key={stage} aria-labelledby={`stage-${stage}`} className="min-w-0">
					<div className="mb-2 border-b-2 border-line-strong pb-1">
						<h2 id={`stage-${stage}`} className="text-base">
							{t(`opportunityStage.${stage}`)}
						</h2>
						<p className="flex justify-between gap-2 text-sm text-ink-soft tabular-nums">
							<span>{t("opportunities.stageSum", { count })}</span>
							<span>{formatYenShort(sumYen, lang)}</span>
						</p>
					</div>
					{opportunities.length === 0 ? <p className="hint">{t("opportunities.none")}</p> : null}
					<ul className="grid gap-2">
						{opportunities.map((card) => (
							<li key={card.id}>
								<Card card={card} />
							</li>
						))}
					</ul>
					{moreHref ? (
						<p className="mt-2 text-sm">
							<a href={moreHref}>{t("opportunities.more", { count })}</a>
						</p>
					) : null}
				</section>
			))}
		</div>
	);
}

function Card({ card }: { card: OpportunityCard }) {
	const t = useT("console");
	const lang = useLang();
	const names = useNames();
	return (
		<div className="rounded-sm border border-line bg-surface p-3 text-sm">
			<p className="font-semibold">
				<a href={hrefOf(card.id)}>{names.name(card)}</a>
			</p>
			<p className="text-ink-soft">
				{names.donor(card)} / {card.hub}
			</p>
			<p className="mt-1 flex flex-wrap justify-between gap-x-3 tabular-nums">
				<span className="font-semibold">{formatYenShort(card.amountYen, lang)}</span>
				<span className="text-ink-soft">
					{t("opportunities.expected", { day: formatDayShort(card.expectedOn, lang) })}
				</span>
			</p>
			{card.nextStep === "" ? null : (
				<p className="mt-1">
					<Due card={card} /> {card.nextStep}
				</p>
			)}
			<p className="mt-1 text-xs text-ink-soft">{card.owner ?? t("opportunities.noOwner")}</p>
		</div>
	);
}

function Due({ card }: { card: Pick<OpportunityCard, "nextStepOn" | "due"> }) {
	const t = useT("console");
	const lang = useLang();
	if (card.nextStepOn === null) return null;
	const day = formatDayShort(card.nextStepOn, lang);
	if (card.due === null) return <span className="text-ink-soft tabular-nums">{day}</span>;
	return (
		<span className={card.due === "overdue" ? "badge badge-bad" : "badge badge-warn"}>
			{day} {t(`opportunities.${card.due}`)}
		</span>
	);
}

/** The same as rows: what is due, one stage, or one donor's. */
export function OpportunityTable({
	cards,
	label,
	empty,
}: {
	cards: readonly OpportunityCard[];
	label: string;
	empty: string;
}) {
	const t = useT("console");
	const lang = useLang();
	const names = useNames();
	return (
		<PlainTable
			label={label}
			empty={empty}
			columns={[
				{ label: t("opportunities.columns.nextStep") },
				{ label: t("opportunities.columns.name") },
				{ label: t("opportunities.columns.donor") },
				{ label: t("opportunities.columns.stage") },
				{ label: t("opportunities.columns.amount"), number: true },
				{ label: t("opportunities.columns.expectedOn"), number: true },
				{ label: t("opportunities.columns.owner") },
				{ label: t("opportunities.columns.hub") },
			]}
			rows={cards.map((card) => ({
				key: card.id,
				cells: [
					card.nextStep === "" ? (
						"–"
					) : (
						<span key="step">
							<Due card={card} /> {card.nextStep}
						</span>
					),
					<a key="name" href={hrefOf(card.id)}>
						{names.name(card)}
					</a>,
					names.donor(card),
					t(`opportunityStage.${card.stage}`),
					formatYenSign(card.amountYen),
					formatDayShort(card.expectedOn, lang),
					card.owner ?? t("opportunities.noOwner"),
					card.hub,
				],
			}))}
		/>
	);
}
