import { formatDayOfEra } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { hairline, LEFT, RIGHT } from "./paper/parts.ts";
import { FAINT, HAIRLINE, type TextBlock, type Typesetter } from "./paper/sheet.ts";
import type { PledgeLetterProps } from "./pledge-letter-props.ts";

const X = LEFT + 150;
const LABEL = 84;
const SEAL = 38;
const PADDING = 4;
/** Room for a hand to write in. */
const WRITING = 28;

interface Line {
	label: TextBlock;
	value: TextBlock;
	height: number;
	/** a seal may stand at its end */
	seal: boolean;
}

/** Day, address, name and signature of the donor, for the right of the sheet; what is known is printed, the rest is a line to write on. */
export function measureSignature(
	set: Typesetter,
	props: PledgeLetterProps,
): { height: number; place: (top: number) => void } {
	const { donor, lang } = props;
	const t = getT(lang, "document");
	const company = donor.kind === "company";
	const day = props.signedOn === null ? t("pledge.dayEmpty") : formatDayOfEra(props.signedOn, lang);
	const postal = donor.postalCode === "" ? [] : [t("common.postalCode", { code: donor.postalCode })];
	const address = (lang === "ja" ? [...postal, ...donor.addressLines] : [...donor.addressLines, ...postal]).join("\n");
	const lines = [
		lineOf(set, t("pledge.sign.day"), day, false, 0),
		lineOf(set, t("pledge.sign.address"), address, false, 0),
		lineOf(set, t(company ? "pledge.sign.company" : "pledge.sign.name"), withDepartment(donor), false, 0),
		lineOf(
			set,
			t(company ? "pledge.sign.signatory" : "pledge.sign.signature"),
			company ? props.signatory : "",
			true,
			WRITING,
		),
	];
	const height = 20 + lines.reduce((sum, line) => sum + line.height, 0);
	const place = (top: number) => {
		set.line(t("pledge.sign.title"), X, top + 10, { size: 10, weight: "bold" });
		let y = top + 16;
		for (const line of lines) {
			set.place(line.label, X, y + PADDING);
			set.place(line.value, X + LABEL, y + PADDING);
			if (line.seal && lang === "ja") {
				set.line(t("pledge.sign.seal"), RIGHT - SEAL / 2, y + line.height / 2 + 3, {
					size: 8,
					color: HAIRLINE,
					align: "center",
				});
			}
			y += line.height;
			hairline(set, y, X, RIGHT);
		}
	};
	return { height, place };
}

function lineOf(set: Typesetter, labelText: string, text: string, seal: boolean, min: number): Line {
	const width = RIGHT - X - LABEL - (seal ? SEAL : 0);
	const label = set.fit(
		labelText,
		LABEL - 8,
		{ sizes: [9, 8.5, 8, 7.5], maxLines: 1 },
		{ color: FAINT, leading: 1.45 },
	);
	const value = set.fit(text, width, { sizes: [10.5, 10, 9.5, 9], maxLines: 3 }, { leading: 1.4 });
	return { label, value, seal, height: Math.max(label.height, value.height, min) + 2 * PADDING };
}

function withDepartment({ name, department }: PledgeLetterProps["donor"]): string {
	return department === "" ? name : `${name}\n${department}`;
}
