import { useT } from "~/i18n/use-t.ts";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import type { Stage } from "./opportunity-board.tsx";
import {
	OpportunityFields,
	type OpportunityFieldsProps,
	StepFields,
	useOpportunityField,
} from "./opportunity-fields.tsx";
import { Section } from "./page-head.tsx";

type Option = { value: string; label: string };
type Sent = { values: Readonly<Record<string, string>>; errors: Readonly<Record<string, readonly string[]>> } | null;

export interface OpportunityFormView {
	id: string;
	stage: Stage;
	open: boolean;
	/** when it was last changed, for a form that is sent back */
	basedOn: string;
	values: Readonly<Record<string, string>>;
	/** open stages it may go to */
	moves: readonly Stage[];
	outcomes: readonly Option[];
	found: readonly { id: string; name: string; about: string }[] | null;
}

/** What was typed in this form, or what is kept. */
const of = (sent: Sent, intent: string, kept: Readonly<Record<string, string>>) =>
	sent?.values.intent === intent ? sent : { values: kept, errors: {} };

/** To another stage, to won with what it became, to lost with the reason. */
export function OpportunityMoves({ view, sent }: { view: OpportunityFormView; sent: Sent }) {
	const t = useT("console");
	const state = useOpportunityField(of(sent, "move", {}));
	if (view.moves.length === 0 && !view.open) return null;
	return (
		<Section title={view.stage === "lost" ? t("opportunities.again") : t("opportunities.move")}>
			<form method="post" className="flex flex-wrap gap-2">
				<input type="hidden" name="intent" value="move" />
				{view.moves.map((stage) => (
					<button key={stage} type="submit" name="stage" value={stage} className="btn btn-small">
						{t("opportunities.moveTo", { stage: t(`opportunityStage.${stage}`) })}
					</button>
				))}
			</form>
			{view.open ? (
				<div className="mt-4 grid gap-6 lg:grid-cols-2">
					<form method="post" className="grid content-start gap-3">
						<h3 className="text-base">{t("opportunities.win")}</h3>
						<p className="hint">{t("opportunities.winNote")}</p>
						<input type="hidden" name="intent" value="move" />
						<input type="hidden" name="stage" value="won" />
						{view.outcomes.length === 0 ? (
							<p className="notice">{t("opportunities.noOutcome")}</p>
						) : (
							<>
								<SelectField {...state("became")} empty={t("opportunities.choose")} options={view.outcomes} />
								<div>
									<button type="submit" className="btn btn-small">
										{t("opportunities.winSubmit")}
									</button>
								</div>
							</>
						)}
					</form>
					<form method="post" className="grid content-start gap-3">
						<h3 className="text-base">{t("opportunities.lose")}</h3>
						<input type="hidden" name="intent" value="move" />
						<input type="hidden" name="stage" value="lost" />
						<TextArea {...state("lostReason")} />
						<div>
							<button type="submit" className="btn btn-small">
								{t("opportunities.loseSubmit")}
							</button>
						</div>
					</form>
				</div>
			) : null}
		</Section>
	);
}

/** The next step by itself, and everything else below it. */
export function OpportunityChange(props: {
	view: OpportunityFormView;
	options: OpportunityFieldsProps["options"];
	max: OpportunityFieldsProps["max"];
	sent: Sent;
}) {
	const { view, options, max, sent } = props;
	const t = useT("console");
	const change = of(sent, "change", view.values);
	const changes = sent?.values.intent === "change";
	return (
		<details className="mt-9" open={changes}>
			<summary className="cursor-pointer font-semibold">{t("opportunities.change")}</summary>
			<form method="post" className="mt-4 grid max-w-text gap-5">
				<input type="hidden" name="intent" value="change" />
				<input type="hidden" name="basedOn" value={view.basedOn} />
				<OpportunityFields {...change} options={options} max={max} />
				<div>
					<button type="submit" className="btn btn-primary">
						{t("opportunities.save")}
					</button>
				</div>
			</form>
		</details>
	);
}

/** What comes next, to be written in a moment. */
export function OpportunityStep({
	view,
	max,
	sent,
}: {
	view: OpportunityFormView;
	max: OpportunityFieldsProps["max"];
	sent: Sent;
}) {
	const t = useT("console");
	return (
		<Section title={t("opportunities.step")}>
			<form method="post" className="grid max-w-text gap-4">
				<input type="hidden" name="intent" value="step" />
				<input type="hidden" name="basedOn" value={view.basedOn} />
				<StepFields {...of(sent, "step", view.values)} max={max} />
				<div>
					<button type="submit" className="btn btn-small">
						{t("opportunities.saveStep")}
					</button>
				</div>
			</form>
		</Section>
	);
}

/** Whose gift is hoped for, while nobody is named. */
export function OpportunityDonor({ view, q }: { view: OpportunityFormView; q: string }) {
	const t = useT("console");
	return (
		<Section title={t("opportunities.donor")} note={t("opportunities.donorFind")}>
			<form method="get" className="flex flex-wrap items-end gap-3">
				<label className="block grow text-sm sm:max-w-72">
					<span className="mb-0.5 block text-xs font-semibold text-ink-soft">{t("donors.search")}</span>
					<input type="search" name="q" defaultValue={q} className="input min-h-9 py-1 text-sm" />
				</label>
				<button type="submit" className="btn btn-small min-h-9">
					{t("opportunities.search")}
				</button>
			</form>
			{view.found?.length === 0 ? <p className="notice mt-3">{t("opportunities.donorNone")}</p> : null}
			<ul className="mt-3 grid max-w-text gap-2">
				{(view.found ?? []).map((one) => (
					<li key={one.id} className="card flex flex-wrap items-baseline justify-between gap-3">
						<span>
							<span className="font-semibold">{one.name}</span>
							<span className="ms-3 text-sm text-ink-soft">{one.about}</span>
						</span>
						<form method="post">
							<input type="hidden" name="intent" value="donor" />
							<input type="hidden" name="basedOn" value={view.basedOn} />
							<input type="hidden" name="donorId" value={one.id} />
							<button type="submit" className="btn btn-small">
								{t("opportunities.donorChoose")}
							</button>
						</form>
					</li>
				))}
			</ul>
		</Section>
	);
}
