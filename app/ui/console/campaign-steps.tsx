import { useT } from "~/i18n/use-t.ts";
import { TextArea } from "../form/text-area.tsx";
import { FoldedForm } from "./folded-form.tsx";

export interface CampaignStepsProps {
	may: { submit: boolean; decide: boolean; own: boolean; takeBack: boolean; withdraw: boolean };
	/** what was typed, given back after an error */
	note: string;
}

/** What can be done with a campaign now, by whoever may. */
export function CampaignSteps({ may, note }: CampaignStepsProps) {
	const t = useT("console");
	const noteField = { name: "note", value: note, errors: [] };
	return (
		<div className="no-print mt-6 grid max-w-text gap-4">
			{may.submit ? (
				<form method="post">
					<p className="hint mb-2">{t("campaigns.steps.submitNote")}</p>
					<button type="submit" name="intent" value="submit" className="btn btn-primary">
						{t("campaigns.steps.submit")}
					</button>
				</form>
			) : null}
			{may.decide && may.own ? <p className="notice">{t("campaigns.steps.own")}</p> : null}
			{may.decide && !may.own ? (
				<form method="post" className="card grid gap-4">
					<TextArea {...noteField} label={t("campaigns.steps.note")} hint={t("campaigns.steps.noteHint")} />
					<div className="flex flex-wrap gap-3">
						<button type="submit" name="intent" value="publish" className="btn btn-primary">
							{t("campaigns.steps.publish")}
						</button>
						<button type="submit" name="intent" value="sendBack" className="btn">
							{t("campaigns.steps.sendBack")}
						</button>
					</div>
				</form>
			) : null}
			{may.takeBack ? (
				<FoldedForm title={t("campaigns.steps.takeBackTitle")} note={t("campaigns.steps.takeBackNote")} open={false}>
					<form method="post">
						<button type="submit" name="intent" value="takeBack" className="btn">
							{t("campaigns.steps.takeBack")}
						</button>
					</form>
				</FoldedForm>
			) : null}
			{may.withdraw ? (
				<FoldedForm
					title={t("campaigns.steps.withdrawTitle")}
					note={t("campaigns.steps.withdrawNote")}
					open={note !== ""}
				>
					<form method="post" className="grid gap-4">
						<TextArea {...noteField} id="withdrawNote" label={t("campaigns.steps.reason")} />
						<div>
							<button type="submit" name="intent" value="withdraw" className="btn btn-danger">
								{t("campaigns.steps.withdraw")}
							</button>
						</div>
					</form>
				</FoldedForm>
			) : null}
		</div>
	);
}
