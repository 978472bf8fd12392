import { formatDayShort } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import { BOTTOM, hairline, LEFT, RIGHT, TOP, total, WIDTH } from "./paper/parts.ts";
import { FAINT, INK, type TextBlock, type TextStyle, type Typesetter } from "./paper/sheet.ts";
import type { ReceiptContent } from "./receipt-content.ts";
import { digits } from "./words.ts";

type Gift = ReceiptContent["gifts"][number];
interface Row {
	gift: Gift;
	index: number;
	netYen: bigint;
	blocks: TextBlock[];
	height: number;
}

const SIZE = 8.5;
const PADDING = 3.5;
const SUM_HEIGHT = 20;
const HEAD_HEIGHT = 20;
const COLUMN = {
	row: LEFT + 22,
	receivedOn: LEFT + 32,
	purpose: LEFT + 100,
	reference: RIGHT - 148,
	amount: RIGHT - 2,
};
const PURPOSE_WIDTH = COLUMN.reference - COLUMN.purpose - 10;
const SMALL: TextStyle = { size: SIZE, leading: 1.4 };

export interface GiftList {
	rows: Row[];
	height: number;
}

export function measureGiftList(set: Typesetter, content: ReceiptContent): GiftList {
	const rows = content.gifts.map((gift, index) => toRow(set, content, gift, index));
	return { rows, height: HEAD_HEIGHT + rows.reduce((sum, row) => sum + row.height, 0) + SUM_HEIGHT };
}

export function setGiftListHere(set: Typesetter, content: ReceiptContent, { rows }: GiftList, top: number): void {
	setRows(set, content, rows, setColumns(set, content, top), null);
}

/** On sheets of their own, each of which carries its sum to the next. */
export function setGiftListBehind(
	set: Typesetter,
	content: ReceiptContent,
	{ rows }: GiftList,
	of: { title: string; number: string },
): void {
	const openNext = () => openSheet(set, content, of);
	setRows(set, content, rows, openNext(), openNext);
}

function toRow(set: Typesetter, { lang }: ReceiptContent, gift: Gift, index: number): Row {
	const t = getT(lang, "document");
	const refunded = BigInt(gift.refundedYen);
	const purpose = [gift.hubName, gift.fundName].filter((part) => part !== "").join(lang === "ja" ? "　" : ", ");
	const blocks = [set.block(purpose, PURPOSE_WIDTH, SMALL)];
	if (refunded > 0n) {
		const note = t("receipt.rowRefund", { gross: digits(gift.amountYen), refunded: digits(refunded) });
		blocks.push(set.block(note, PURPOSE_WIDTH, { ...SMALL, size: 7.5, color: FAINT }));
	}
	const height = Math.max(SIZE * 1.4, total(blocks)) + 2 * PADDING;
	return { gift, index, netYen: BigInt(gift.amountYen) - refunded, blocks, height };
}

function setRows(
	set: Typesetter,
	content: ReceiptContent,
	rows: Row[],
	from: number,
	openNext: (() => number) | null,
): void {
	const t = getT(content.lang, "document");
	let y = from;
	let sum = 0n;
	for (const row of rows) {
		if (openNext !== null && y + row.height + SUM_HEIGHT > BOTTOM) {
			setSum(set, t("receipt.carriedOut"), sum, y);
			y = setSum(set, t("receipt.carriedIn"), sum, openNext());
		}
		y = setRow(set, content, row, y);
		sum += row.netYen;
	}
	setSum(set, t("receipt.total"), sum, y, true);
}

function setRow(set: Typesetter, { lang }: ReceiptContent, row: Row, top: number): number {
	const { gift, blocks } = row;
	let y = top + PADDING;
	const baseline = y + SIZE * (0.2 + 0.88);
	set.line(String(row.index + 1), COLUMN.row, baseline, { ...SMALL, align: "right", color: FAINT });
	set.line(formatDayShort(gift.receivedOn, lang), COLUMN.receivedOn, baseline, SMALL);
	set.line(gift.reference, COLUMN.reference, baseline, SMALL);
	set.line(digits(row.netYen), COLUMN.amount, baseline, { ...SMALL, size: 9, align: "right" });
	for (const block of blocks) y = set.place(block, COLUMN.purpose, y);
	hairline(set, top + row.height);
	return top + row.height;
}

/** A sum over the rows before it. Returns the y below. */
function setSum(set: Typesetter, label: string, sum: bigint, top: number, strong = false): number {
	const weight = strong ? "bold" : "regular";
	set.line(label, COLUMN.reference - 10, top + 13.5, { size: 9, weight, align: "right" });
	set.line(digits(sum), COLUMN.amount, top + 13.5, { size: strong ? 10 : 9, weight, align: "right" });
	const thickness = strong ? 1 : 0.5;
	set.add({ kind: "rule", x: LEFT, y: top + SUM_HEIGHT - thickness, length: WIDTH, thickness, color: INK });
	return top + SUM_HEIGHT;
}

function openSheet(
	set: Typesetter,
	content: ReceiptContent,
	{ title, number }: { title: string; number: string },
): number {
	const t = getT(content.lang, "document");
	set.newSheet();
	set.line(t("receipt.annex"), LEFT, TOP + 12, { size: 13, weight: "bold" });
	const name = t(`common.addressee.${content.donor.honorific}`, { name: content.donor.name });
	const of = set.fit(
		t("receipt.annexOf", { title, number, name }),
		WIDTH,
		{ sizes: [8.5, 8, 7.5], maxLines: 2 },
		{ color: FAINT },
	);
	return setColumns(set, content, set.place(of, LEFT, TOP + 20) + 10);
}

function setColumns(set: Typesetter, { lang }: ReceiptContent, top: number): number {
	const t = getT(lang, "document");
	const style: TextStyle = { size: 8, color: FAINT };
	set.add({ kind: "rule", x: LEFT, y: top, length: WIDTH, thickness: 1, color: INK });
	const baseline = top + 13;
	set.line(t("receipt.column.row"), COLUMN.row, baseline, { ...style, align: "right" });
	set.line(t("receipt.column.receivedOn"), COLUMN.receivedOn, baseline, style);
	set.line(t("receipt.column.purpose"), COLUMN.purpose, baseline, style);
	set.line(t("receipt.column.reference"), COLUMN.reference, baseline, style);
	set.line(t("receipt.column.amount"), COLUMN.amount, baseline, { ...style, align: "right" });
	hairline(set, top + HEAD_HEIGHT);
	return top + HEAD_HEIGHT;
}
