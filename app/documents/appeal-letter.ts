import { formatDay } from "~/i18n/format.ts";
import type { Lang } from "~/i18n/lang.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { PaperAddress } from "./address-labels.ts";
import type { Faces } from "./paper/face.ts";
import { BOTTOM, LEFT, RIGHT, setAddressee, TOP, WIDTH } from "./paper/parts.ts";
import { qrCode } from "./paper/qr-code.ts";
import type { SetDocument } from "./paper/render-sheets.tsx";
import { FAINT, Typesetter } from "./paper/sheet.ts";

/** A text as paper sets it: emphasis is not printed, links show where they lead. */
export type PaperParagraph = { kind: "paragraph" | "heading" | "item" | "quote"; text: string; mark?: string };

export interface AppealLettersProps {
	letters: { lang: Lang; to: PaperAddress; salutation: string }[];
	/** by language */
	words: Record<Lang, { title: string; body: PaperParagraph[]; sender: string[]; contact: string[]; url: string }>;
	/** as a person types it with a gift by bank transfer or in a letter */
	code: string;
	printedOn: string;
}

const GAP = 9;
const CODE_SIZE = 84;

/** Sets one letter for each donor, each beginning on a sheet of its own. */
export function setAppealLetters(faces: Faces, props: AppealLettersProps): SetDocument {
	const set = new Typesetter(faces);
	for (const letter of props.letters) setLetter(set, letter, props);
	const { title, sender } = props.words.ja;
	return {
		sheets: set.sheets,
		facts: { title, subject: props.code, author: sender[0] ?? "", lang: "ja", issuedOn: props.printedOn },
	};
}

function setLetter(set: Typesetter, letter: AppealLettersProps["letters"][number], props: AppealLettersProps): void {
	const { lang, to } = letter;
	const words = props.words[lang];
	set.newSheet();
	set.line(formatDay(props.printedOn, lang), RIGHT, TOP + 8, { size: 9.5, align: "right" });
	let y = setAddressee(
		set,
		{ postal: to.postal, addressLines: to.lines, name: to.name, below: to.below, nameFirst: to.nameFirst },
		TOP,
	);
	y += 12;
	for (const line of words.sender) {
		const block = set.fit(line, 240, { sizes: [10, 9.5, 9, 8.5], maxLines: 2 }, { align: "right", leading: 1.5 });
		y = set.place(block, RIGHT, y);
	}
	const title = set.fit(words.title, WIDTH, { sizes: [16, 15, 14, 13], maxLines: 2 }, { weight: "bold", leading: 1.5 });
	y = set.place(title, LEFT, y + 22) + 12;
	if (letter.salutation !== "") y = set.place(set.block(letter.salutation, WIDTH, { size: 10.5 }), LEFT, y) + GAP;
	for (const [index, paragraph] of words.body.entries()) {
		y = setParagraph(set, paragraph, y);
		const isListed = paragraph.kind === "item" && words.body[index + 1]?.kind === "item";
		y += isListed ? 2 : GAP;
	}
	setAnswer(set, { ...props, lang, url: words.url, contact: words.contact }, y + 8);
}

function setParagraph(set: Typesetter, { kind, text, mark }: PaperParagraph, from: number): number {
	const inset = kind === "item" || kind === "quote" ? 16 : 0;
	const style = {
		size: kind === "heading" ? 12 : 10.5,
		leading: 1.75,
		...(kind === "heading" && { weight: "bold" as const }),
	};
	const block = set.block(text, WIDTH - inset, style);
	let y = from;
	// A paragraph longer than the rest of the sheet goes on line by line.
	const lineHeight = block.height / Math.max(1, block.lines.length);
	for (const [index, line] of block.lines.entries()) {
		const rest = kind === "heading" ? lineHeight * 3 : lineHeight;
		if (y + rest > BOTTOM) {
			set.newSheet();
			y = TOP;
		}
		if (index === 0 && mark) set.place(set.block(mark, inset, style), LEFT, y);
		y = set.place({ ...block, lines: [line], height: lineHeight }, LEFT + inset, y);
	}
	return y;
}

/** How to answer: a code to read by telephone, the address it opens, and the code to write beside a transfer. Never torn. */
function setAnswer(
	set: Typesetter,
	of: { lang: Lang; url: string; code: string; contact: string[] },
	from: number,
): void {
	const t = getT(of.lang, "document");
	const beside = LEFT + CODE_SIZE + 14;
	const width = RIGHT - beside;
	const lines = [
		set.block(t("appeal.scan"), width, { size: 10, weight: "bold", leading: 1.5 }),
		set.block(of.url, width, { size: 9, leading: 1.4 }),
		set.block(t("appeal.code", { code: of.code }), width, { size: 9.5, leading: 1.5 }),
		...of.contact.map((line) => set.block(line, width, { size: 8.5, color: FAINT, leading: 1.4 })),
	];
	const height = Math.max(
		CODE_SIZE,
		lines.reduce((sum, block) => sum + block.height, 0),
	);
	let y = from;
	if (y + height > BOTTOM) {
		set.newSheet();
		y = TOP;
	}
	set.add(qrCode(of.url, { x: LEFT, y, size: CODE_SIZE }));
	for (const block of lines) y = set.place(block, beside, y);
}
