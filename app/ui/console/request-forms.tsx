import { useT } from "~/i18n/use-t.ts";
import { ChoiceGroup } from "../form/choice-group.tsx";
import { TextArea } from "../form/text-area.tsx";
import { Section } from "./page-head.tsx";

/** Done or refused, with the words the donor reads. */
export function DecideForm({
	kind,
	answer,
	errorsOf,
}: {
	kind: string;
	answer: string;
	errorsOf: (name: string) => string[];
}) {
	const t = useT("console");
	return (
		<form method="post" noValidate className="mt-9 grid max-w-text gap-4">
			{kind === "erasure" ? <p className="notice notice-warn text-sm">{t("requests.erasureKeeps")}</p> : null}
			<ChoiceGroup
				name="decision"
				value=""
				errors={errorsOf("decision")}
				legend={t("requests.decision")}
				choices={[
					{ value: "done", label: t(`requests.decide.done.${kind}` as "requests.decide.done.refund") },
					{ value: "refused", label: t("requests.decide.refused") },
				]}
			/>
			<TextArea
				name="answer"
				label={t("requests.answer")}
				hint={t("requests.answerHint")}
				value={answer}
				errors={errorsOf("answer")}
			/>
			<p>
				<button type="submit" className="btn btn-primary">
					{t("requests.submit")}
				</button>
			</p>
		</form>
	);
}

const BLOCKERS = ["plans", "awaiting", "refunds", "disputes", "applications", "pledges"] as const;

/** What must end before a donor is forgotten. */
export function ErasureBlockers({
	blockers,
	plans,
}: {
	blockers: Record<(typeof BLOCKERS)[number], number>;
	plans: number;
}) {
	const t = useT("console");
	const left = BLOCKERS.filter((name) => blockers[name] > 0);
	if (left.length === 0) return null;
	return (
		<Section title={t("requests.blockersTitle")}>
			<ul className="max-w-text divide-y divide-line border-y border-line text-sm">
				{left.map((name) => (
					<li key={name} className="flex justify-between gap-4 py-2">
						<span>{t(`requests.blockers.${name}`)}</span>
						<span className="font-semibold tabular-nums">{blockers[name]}</span>
					</li>
				))}
			</ul>
			{plans > 0 ? (
				<form method="post" className="mt-3">
					<input type="hidden" name="intent" value="stopPlans" />
					<button type="submit" className="btn btn-danger btn-small">
						{t("requests.stopPlans")}
					</button>
				</form>
			) : null}
		</Section>
	);
}
