import { formatDayOfEra } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { Faces } from "./paper/face.ts";
import {
	type Addressee,
	BOTTOM,
	type Fact,
	LEFT,
	measureFacts,
	setAddressee,
	setAmount,
	setCorner,
	setFacts,
	setTitle,
	TOP,
	WIDTH,
} from "./paper/parts.ts";
import type { SetDocument } from "./paper/render-sheets.tsx";
import { Typesetter } from "./paper/sheet.ts";
import type { PledgeLetterProps } from "./pledge-letter-props.ts";
import { measureSchedule, setSchedule } from "./pledge-schedule.ts";
import { measureSignature } from "./pledge-signature.ts";
import { digits, withinQuotes } from "./words.ts";

const GAP = 16;
/** Of an empty line of the wording. */
const EMPTY_LINE = 8;

/** Sets a pledge letter (誓約書): the wording, the sum, the schedule as a table, and where the donor signs. */
export function setPledgeLetter(faces: Faces, props: PledgeLetterProps): SetDocument {
	const { lang } = props;
	const t = getT(lang, "document");
	const set = new Typesetter(faces);
	const newSheet = () => {
		set.newSheet();
		if (props.sample) set.addBelow({ kind: "watermark", text: t("receipt.mark.preview"), size: 120 });
		return TOP;
	};
	newSheet();
	setCorner(
		set,
		[
			[t("pledge.reference"), props.reference],
			[t("pledge.printedOn"), formatDayOfEra(props.printedOn, lang)],
		],
		TOP,
	);
	const addressee = setAddressee(set, addresseeOf(props), TOP);
	const baseline = addressee + 56;
	setTitle(set, props.title, baseline);
	let y = baseline + 24;
	for (const paragraph of props.body.split("\n")) {
		const block = set.block(paragraph, WIDTH, { size: 10.5, leading: 1.7 });
		if (y + block.height > BOTTOM) y = newSheet();
		y = paragraph === "" ? y + EMPTY_LINE : set.place(block, LEFT, y);
	}
	if (y + 80 > BOTTOM) y = newSheet();
	const amount = t("pledge.amount", { amount: digits(props.amountYen) });
	y = setAmount(set, t("pledge.amountLabel"), amount, y + 12) + 6;
	const signature = measureSignature(set, props);
	const schedule = measureSchedule(props);
	// As loose as lets the signature stand on the same sheet.
	const room = BOTTOM - y - GAP - schedule.height - GAP - signature.height;
	y = setFacts(set, measureFacts(set, factsOf(props), room), y, BOTTOM) + GAP;
	y = setSchedule(set, props, schedule, { from: y, bottom: BOTTOM, newSheet });
	// A signature never stands alone on its sheet's last line, nor is it torn.
	if (y + GAP + signature.height > BOTTOM) y = newSheet() - GAP;
	signature.place(y + GAP);
	const facts = {
		title: `${props.title} ${props.reference}`,
		subject: props.hubName,
		author: props.donor.name,
		lang,
		issuedOn: props.printedOn,
	};
	return { sheets: set.sheets, facts };
}

function addresseeOf({ to, lang }: PledgeLetterProps): Addressee {
	const t = getT(lang, "document");
	const person = [to.representativeTitle, to.representativeName]
		.filter((part) => part !== "")
		.join(lang === "ja" ? "　" : " ");
	// A letter to a person who stands for the institution is not also addressed 御中.
	const named = person !== "" && to.representativeName !== "";
	return {
		postal: "",
		addressLines: [],
		name: named ? to.name : t("common.addressee.organisation", { name: to.name }),
		below: named ? t("pledge.toPerson", { name: person }) : "",
		nameFirst: true,
	};
}

function factsOf(props: PledgeLetterProps): Fact[] {
	const { lang, instalments, contact } = props;
	const t = getT(lang, "document");
	const fund = withinQuotes(props.fundName, lang);
	const [first, last] = [instalments[0], instalments.at(-1)];
	const period =
		first === undefined || last === undefined || instalments.length === 1
			? t("pledge.once", { day: first ? formatDayOfEra(first.dueOn, lang) : "" })
			: t("pledge.period", {
					from: formatDayOfEra(first.dueOn, lang),
					to: formatDayOfEra(last.dueOn, lang),
					times: instalments.length,
				});
	const office = [contact.office, contact.email].filter((line) => line !== "");
	return [
		{
			label: t("pledge.purpose"),
			lines: [
				props.hubName === ""
					? t("pledge.purposeFundOnly", { fund })
					: t("pledge.purposeText", { hub: props.hubName, fund }),
			],
		},
		{ label: t("pledge.when"), lines: [period] },
		...(props.conditions === "" ? [] : [{ label: t("pledge.conditions"), lines: [props.conditions] }]),
		...(office.length === 0 ? [] : [{ label: t("common.contact"), lines: office }]),
	];
}
