import { useT } from "~/i18n/use-t.ts";
import { FieldErrors } from "../form/field-errors.tsx";
import { SelectField } from "../form/select-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { TextField } from "../form/text-field.tsx";
import type { SentForm } from "./evaluations.tsx";
import { FoldedForm } from "./folded-form.tsx";
import { Section } from "./page-head.tsx";

type State = "open" | "answered" | "closed";
export interface FindingView {
	id: string;
	kind: string;
	status: State;
	text: string;
	dueOn: string | null;
	late: boolean;
	from: string | null;
	responses: readonly { id: string; text: string; status: State; by: string; at: string }[];
}
type May = { find: boolean; respond: boolean };

const KINDS = ["finding", "improvement", "advice"] as const;
const TONE = { open: "badge badge-warn", answered: "badge badge-good", closed: "badge" } as const;

/** 所見, 改善点 and advice, those that wait first, each with everything that was answered. */
export function FindingList(props: {
	findings: readonly FindingView[];
	may: May;
	stateOf: (form: string) => SentForm;
}) {
	const { findings, may, stateOf } = props;
	const t = useT("console");
	const waiting = findings.filter((one) => one.status !== "closed");
	const closed = findings.filter((one) => one.status === "closed");
	return (
		<>
			<Section title={t("followUp.findings")} note={t("followUp.findingsNote")}>
				{waiting.length === 0 ? <p className="hint">{t("followUp.noFindings")}</p> : null}
				<ul className="grid gap-4">
					{waiting.map((one) => (
						<FindingItem key={one.id} finding={one} may={may} sent={stateOf(one.id)} />
					))}
				</ul>
			</Section>
			{closed.length === 0 ? null : (
				<Section title={t("followUp.closed")}>
					<ul className="grid gap-4">
						{closed.map((one) => (
							<FindingItem key={one.id} finding={one} may={{ find: false, respond: false }} sent={stateOf("")} />
						))}
					</ul>
				</Section>
			)}
		</>
	);
}

function FindingItem({ finding, may, sent }: { finding: FindingView; may: May; sent: SentForm }) {
	const t = useT("console");
	return (
		<li className="rounded-sm border border-line bg-surface p-4">
			<p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
				<strong>{finding.kind}</strong>
				<span className={TONE[finding.status]}>{t(`followUp.status.${finding.status}`)}</span>
				{finding.dueOn === null ? null : (
					<span className={finding.late ? "font-semibold text-accent" : "text-ink-soft"}>
						{finding.late
							? t("followUp.lateSince", { day: finding.dueOn })
							: t("followUp.dueBy", { day: finding.dueOn })}
					</span>
				)}
				{finding.from === null ? null : (
					<span className="text-ink-soft">{t("followUp.from", { title: finding.from })}</span>
				)}
			</p>
			<p className="mt-2 max-w-text whitespace-pre-line">{finding.text}</p>
			{finding.responses.length === 0 ? null : (
				<ol className="mt-3 grid gap-3 border-l-2 border-line-strong pl-3 text-sm">
					{finding.responses.map((response) => (
						<li key={response.id}>
							<p className="text-ink-soft">
								{response.at} {response.by} ({t(`followUp.said.${response.status}`)})
							</p>
							<p className="max-w-text whitespace-pre-line">{response.text}</p>
						</li>
					))}
				</ol>
			)}
			{may.respond || may.find ? <AnswerForm finding={finding} may={may} sent={sent} /> : null}
		</li>
	);
}

function AnswerForm({ finding, may, sent }: { finding: FindingView; may: May; sent: SentForm }) {
	const t = useT("console");
	const errors = [...(sent.errors.text ?? []), ...(sent.errors[""] ?? [])];
	const open = errors.length > 0;
	return (
		<details className="no-print mt-3" open={open}>
			<summary className="cursor-pointer text-sm font-semibold">
				{may.find ? t("followUp.judge") : t("followUp.respond")}
			</summary>
			<form method="post" className="mt-3 grid max-w-text gap-3">
				<input type="hidden" name="findingId" value={finding.id} />
				<TextArea
					name="text"
					id={`text-${finding.id}`}
					value={sent.values.text ?? ""}
					errors={errors}
					label={may.respond && !may.find ? t("followUp.response") : t("followUp.word")}
					requiredMark={t("followUp.required")}
				/>
				<div className="flex flex-wrap gap-2">
					{may.respond ? (
						<button type="submit" name="intent" value="answer" className="btn btn-primary btn-small">
							{t("followUp.moves.answer")}
						</button>
					) : null}
					{may.find && finding.status === "answered" ? (
						<button type="submit" name="intent" value="ask_again" className="btn btn-small">
							{t("followUp.moves.ask_again")}
						</button>
					) : null}
					{may.find ? (
						<button type="submit" name="intent" value="close" className="btn btn-small">
							{t("followUp.moves.close")}
						</button>
					) : null}
				</div>
			</form>
		</details>
	);
}

export function FindingForm({
	evaluations,
	values,
	errors,
}: SentForm & { evaluations: readonly { id: string; title: string; heldOn: string }[] }) {
	const t = useT("console");
	const field = (name: string) => ({ name, value: values[name] ?? "", errors: errors[name] ?? [] });
	return (
		<FoldedForm title={t("followUp.give")} open={Object.keys(errors).length > 0}>
			<form method="post" className="grid max-w-text gap-5">
				<FieldErrors name="finding" errors={errors[""] ?? []} />
				<SelectField
					{...field("kind")}
					id="finding-kind"
					label={t("followUp.columns.kind")}
					requiredMark={t("followUp.required")}
					empty={t("followUp.choose")}
					options={KINDS.map((value) => ({ value, label: t(`followUp.findingKinds.${value}`) }))}
				/>
				<TextArea
					{...field("text")}
					id="finding-text"
					label={t("followUp.text")}
					requiredMark={t("followUp.required")}
				/>
				<TextField {...field("dueOn")} label={t("followUp.dueOn")} hint={t("followUp.dayHint")} />
				<SelectField
					{...field("evaluationId")}
					label={t("followUp.evaluation")}
					empty={t("followUp.noEvaluation")}
					options={evaluations.map((one) => ({ value: one.id, label: `${one.heldOn} ${one.title}` }))}
				/>
				<div>
					<button type="submit" name="intent" value="finding" className="btn btn-primary">
						{t("followUp.give")}
					</button>
				</div>
			</form>
		</FoldedForm>
	);
}
