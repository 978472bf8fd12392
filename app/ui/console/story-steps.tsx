import { useT } from "~/i18n/use-t.ts";
import { CheckField } from "../form/check-field.tsx";
import { TextArea } from "../form/text-area.tsx";
import { Section } from "./page-head.tsx";

export interface StoryStepsProps {
	may: {
		submit: boolean;
		decide: boolean;
		publish: boolean;
		takeBack: boolean;
		withdraw: boolean;
		/** the reader handed it in and could decide on others */
		isOwn: boolean;
	};
	confirms: readonly ("onlyJapanese" | "noSources")[];
	note: string;
}

/** What the reader may do next with a story. */
export function StorySteps({ may, confirms, note }: StoryStepsProps) {
	const t = useT("console");
	const decides = may.decide || may.publish || may.takeBack || may.withdraw;
	if (!may.submit && !decides && !may.isOwn) return null;
	return (
		<Section title={t("stories.steps")}>
			{may.isOwn ? <p className="hint mb-3">{t("stories.ownNote")}</p> : null}
			{may.submit ? (
				<form method="post" className="grid max-w-text gap-3">
					{confirms.map((one) => (
						<CheckField key={one} name={one} value="" errors={[]} label={t(`stories.confirm.${one}`)} />
					))}
					<p className="hint">{t("stories.submitNote")}</p>
					<div>
						<Intent name="submit" primary />
					</div>
				</form>
			) : null}
			{decides ? (
				<form method="post" className="mt-4 grid max-w-text gap-3">
					<TextArea name="note" value={note} errors={[]} label={t("stories.note")} hint={t("stories.noteHint")} />
					<div className="flex flex-wrap gap-3">
						{may.decide ? (
							<>
								<Intent name="approve" primary />
								<Intent name="sendBack" />
							</>
						) : null}
						{may.publish ? <Intent name="publish" primary /> : null}
						{may.takeBack ? <Intent name="takeBack" /> : null}
						{may.withdraw ? <Intent name="withdraw" danger /> : null}
					</div>
					{may.withdraw ? <p className="hint">{t("stories.withdrawNote")}</p> : null}
				</form>
			) : null}
		</Section>
	);
}

type Step = "submit" | "approve" | "sendBack" | "publish" | "takeBack" | "withdraw";

function Intent({ name, primary, danger }: { name: Step; primary?: boolean; danger?: boolean }) {
	const t = useT("console");
	const look = primary ? "btn btn-primary" : danger ? "btn btn-danger" : "btn";
	return (
		<button type="submit" name="intent" value={name} className={look}>
			{t(`stories.${name}`)}
		</button>
	);
}
