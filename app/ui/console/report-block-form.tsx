import type { ReactNode } from "react";
import { useErrorText, useT } from "~/i18n/use-t.ts";
import { ErrorSummary } from "../form/error-summary.tsx";
import type { ReportBlockKind } from "../report/report-view.ts";
import {
	type BlockFieldsProps,
	Choice,
	LinePair,
	PictureField,
	SourceFields,
	TextPair,
	Tick,
	TickList,
} from "./report-block-fields.tsx";

export interface ReportBlockFormProps extends BlockFieldsProps {
	kind: ReportBlockKind;
	blockId: string;
	basedOn: string;
	/** where it closes without saving */
	closeHref: string;
	/** rows to show of each list */
	rowCounts: { items: number; sources: number };
}

/** The form of one block, complete without script. */
export function ReportBlockForm(props: ReportBlockFormProps) {
	const { blockId, basedOn, closeHref, errors, kind } = props;
	const t = useT("console");
	const errorText = useErrorText();
	const wrong = Object.entries(errors).flatMap(([name, keys]) =>
		keys.map((key) => ({
			field: name === "" ? null : name.replace(/[^\w]+/g, "-"),
			label: t(`reports.kinds.${kind}`),
			error: errorText(key),
		})),
	);
	return (
		<form method="post" action="#compose" className="grid gap-5">
			<ErrorSummary heading={t("reports.errors")} text={t("reports.errorsText")} items={wrong} />
			<input type="hidden" name="intent" value="save" />
			<input type="hidden" name="id" value={blockId} />
			<input type="hidden" name="basedOn" value={basedOn} />
			<LinePair {...props} name="heading" label="heading" />
			<FieldsOfKind {...props} />
			<div className="flex flex-wrap items-center gap-4">
				<button type="submit" className="btn btn-primary">
					{t("reports.saveBlock")}
				</button>
				<a href={closeHref}>{t("reports.closeBlock")}</a>
			</div>
		</form>
	);
}

function FieldsOfKind(props: ReportBlockFormProps) {
	const t = useT("console");
	const { options } = props;
	switch (props.kind) {
		case "letter":
			return (
				<>
					<TextPair {...props} name="text" label="text" rows={12} />
					<TextPair {...props} name="companyText" label="companyText" hint={t("reports.companyHint")} />
					<LinePair {...props} name="signature" label="signature" />
					<LinePair {...props} name="role" label="role" />
					<PictureField {...props} name="imageId" />
				</>
			);
		case "yourGift":
			return (
				<>
					<TextPair {...props} name="text" label="text" rows={5} />
					<TextPair {...props} name="companyText" label="companyText" rows={5} hint={t("reports.companyHint")} />
					<Tick {...props} name="showsGifts" label="showsGifts" />
				</>
			);
		case "figures":
			return (
				<>
					<TextPair {...props} name="text" label="text" rows={4} />
					<TickList {...props} name="keys" choices={options.figures} />
				</>
			);
		case "spending":
			return (
				<>
					<TextPair {...props} name="text" label="text" rows={4} />
					<TickList {...props} name="fundIds" hint={t("reports.fundsHint")} choices={options.funds} />
				</>
			);
		case "outputs":
			return (
				<Rows {...props} list="items">
					{(name) => (
						<>
							<SourceFields {...props} name={name} />
							<LinePair {...props} name={`${name}.sentence`} label="sentence" />
						</>
					)}
				</Rows>
			);
		case "people":
			return (
				<Rows {...props} list="items">
					{(name) => (
						<>
							<LinePair {...props} name={`${name}.name`} label="name" />
							<LinePair {...props} name={`${name}.role`} label="role" />
							<TextPair {...props} name={`${name}.text`} label="text" rows={4} />
							<PictureField {...props} name={`${name}.imageId`} />
						</>
					)}
				</Rows>
			);
		case "photos":
			return (
				<Rows {...props} list="items">
					{(name) => (
						<>
							<PictureField {...props} name={`${name}.imageId`} />
							<LinePair {...props} name={`${name}.alt`} label="alt" />
							<LinePair {...props} name={`${name}.caption`} label="caption" />
						</>
					)}
				</Rows>
			);
		case "story":
			return (
				<>
					<Choice {...props} name="storyId" label="story" empty={t("reports.noStory")} choices={options.stories} />
					<TextPair {...props} name="text" label="text" rows={4} />
				</>
			);
		case "text":
			return (
				<>
					<TextPair {...props} name="text" label="text" rows={10} />
					<Tick {...props} name="isClaim" label="isClaim" />
					<Rows {...props} list="sources">
						{(name) => <SourceFields {...props} name={name} />}
					</Rows>
				</>
			);
		case "thanks":
			return <TextPair {...props} name="text" label="text" rows={6} />;
		case "ask":
			return <AskFields {...props} />;
	}
}

function AskFields(props: ReportBlockFormProps) {
	const t = useT("console");
	const frequencies = (["once", "monthly", "yearly"] as const).map((value) => ({
		value,
		label: t(`reports.frequencies.${value}`),
	}));
	return (
		<>
			<TextPair {...props} name="text" label="text" rows={6} />
			<LinePair {...props} name="button" label="button" />
			<div className="grid gap-4 sm:grid-cols-2">
				<Choice {...props} name="target" label="target" empty={t("reports.noTarget")} choices={props.options.targets} />
				<Choice {...props} name="frequency" label="frequency" empty={t("reports.anyFrequency")} choices={frequencies} />
			</div>
		</>
	);
}

/** Rows of a block, with an empty one to fill in; saving opens the next. */
function Rows(props: ReportBlockFormProps & { list: "items" | "sources"; children: (name: string) => ReactNode }) {
	const { list, rowCounts, children } = props;
	const t = useT("console");
	return (
		<div className="grid gap-5">
			<p className="hint">{t("reports.rowsHint")}</p>
			{Array.from({ length: rowCounts[list] }, (_, at) => `${list}[${at}]`).map((name, at) => (
				<fieldset key={name} className="grid gap-4 border-t border-line pt-4">
					<legend className="pe-3 text-sm font-semibold text-ink-soft">
						{t(`reports.${list}`, { number: at + 1 })}
					</legend>
					{children(name)}
				</fieldset>
			))}
		</div>
	);
}
