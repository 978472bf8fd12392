import { useT } from "~/i18n/use-t.ts";
import { TextArea } from "../form/text-area.tsx";
import { Section } from "./page-head.tsx";

/** What can be done with a version now: submit it, or decide on it. */
export function SufficiencyPlanSteps(props: {
	may: { submit: boolean; decide: boolean; own: boolean };
	note: string;
	maxNote: number;
}) {
	const { may, note, maxNote } = props;
	const t = useT("console");
	if (may.submit) {
		return (
			<Section title={t("sufficiencyPlans.submitTitle")} note={t("sufficiencyPlans.submitNote")}>
				<form method="post">
					<button type="submit" name="intent" value="submit" className="btn btn-primary">
						{t("sufficiencyPlans.submit")}
					</button>
				</form>
			</Section>
		);
	}
	if (!may.decide) return null;
	return (
		<Section title={t("sufficiencyPlans.decide")} note={t("sufficiencyPlans.decideNote")}>
			{may.own ? (
				<p className="notice">{t("sufficiencyPlans.decideOwn")}</p>
			) : (
				<form method="post" className="grid max-w-text gap-4">
					<TextArea name="note" label={t("sufficiencyPlans.noteField")} value={note} errors={[]} maxLength={maxNote} />
					<div className="flex flex-wrap gap-3">
						<button type="submit" name="intent" value="approve" className="btn btn-primary">
							{t("sufficiencyPlans.approve")}
						</button>
						<button type="submit" name="intent" value="sendBack" className="btn">
							{t("sufficiencyPlans.sendBack")}
						</button>
					</div>
				</form>
			)}
		</Section>
	);
}
