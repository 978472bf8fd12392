import { formatDay, formatHash } from "~/i18n/format.ts";
import { getT } from "~/i18n/texts.server.ts";
import type { OwnWords, ReceiptsHelp, YearEndWords } from "~/ui/report/report-extras.ts";
import type { ReportBlockOf, ReportFigureView, ReportImageView, ReportView } from "~/ui/report/report-view.ts";
import type { Faces } from "./paper/face.ts";
import { BOTTOM, hairline, LEFT, measureFacts, RIGHT, setFacts, WIDTH } from "./paper/parts.ts";
import type { SetDocument } from "./paper/render-sheets.tsx";
import { FAINT, Typesetter } from "./paper/sheet.ts";
import { setTable } from "./paper/table.ts";
import { Flow } from "./report-flow.ts";
import { paragraphsOf } from "./report-text.ts";

/** A report on paper, as one reader has it. */
export interface ReportPaperProps {
	view: ReportView;
	own: OwnWords | null;
	yearEnd: YearEndWords | null;
	receipts: ReceiptsHelp | null;
	contactEmail: string | null;
	postalAddress: string;
	/** JPEG or PNG by `imageId`; a picture that is not here is left out */
	pictures: ReadonlyMap<string, Uint8Array>;
}

interface Paper extends ReportPaperProps {
	flow: Flow;
}

const SMALL = { size: 8, color: FAINT, leading: 1.5 } as const;

/** Sets a report on A4: the page's own order, figures with their count beside them. */
export function setReport(faces: Faces, props: ReportPaperProps): SetDocument {
	const set = new Typesetter(faces);
	const { view, own } = props;
	const t = getT(view.lang, "document");
	const flow = new Flow(set);
	const paper: Paper = { ...props, flow };
	const from = view.hub?.name ?? view.institution;
	flow.text(`${from}　${t(`report.word.${view.kind}`)}`, { size: 9, color: FAINT });
	flow.y += 4;
	flow.lines(set.fit(view.title, WIDTH, { sizes: [22, 19, 17], maxLines: 2 }, { weight: "bold", leading: 1.35 }), LEFT);
	flow.y += 3;
	flow.text(t("report.period", view.period), { size: 9, color: FAINT });
	flow.y += 10;
	if (own !== null) {
		flow.text(t("report.to", { addressee: own.addressee }), { size: 12, leading: 1.5 });
		flow.y += 8;
	}
	hairline(set, flow.y);
	flow.y += 14;
	const at = view.blocks[0]?.kind === "letter" ? 1 : 0;
	for (const block of view.blocks.slice(0, at)) setBlock(paper, block);
	if (props.yearEnd !== null) setYearEnd(paper, props.yearEnd);
	for (const block of view.blocks.slice(at)) setBlock(paper, block);
	setSender(paper);
	setFeet(set, view);
	const facts = {
		title: view.title,
		subject: from,
		author: view.institution,
		lang: view.lang,
		issuedOn: view.approvedOn ?? "",
	};
	return { sheets: set.sheets, facts };
}

function setFeet(set: Typesetter, view: ReportView): void {
	const t = getT(view.lang, "document");
	const hash = view.frozenSha256 === null ? "" : t("report.figures.hash", { hash: formatHash(view.frozenSha256) });
	for (const index of set.sheets.keys()) {
		set.turnTo(index);
		const y = BOTTOM + 16;
		hairline(set, y - 10);
		set.line(`${view.institution}　${hash}`, LEFT, y, { size: 7, color: FAINT });
		set.line(`${index + 1} / ${set.sheets.length}`, RIGHT, y, { size: 7, color: FAINT, align: "right" });
	}
}

function setBlock(paper: Paper, block: ReportView["blocks"][number]): void {
	const { flow } = paper;
	const t = getT(paper.view.lang, "document");
	const text = "text" in block ? paragraphsOf(block.text) : [];
	switch (block.kind) {
		case "letter":
			flow.heading(block.heading);
			flow.paragraphs(text);
			setSignature(paper, block);
			return;
		case "yourGift":
			setYourGift(paper, block);
			return;
		case "figures":
			flow.heading(block.heading || t("report.figures.title"));
			flow.paragraphs(text);
			for (const figure of block.figures) setFigure(paper, figure);
			return;
		case "spending":
			setSpending(paper, block);
			return;
		case "outputs":
			flow.heading(block.heading || t("report.outputs.title"));
			for (const item of block.items) {
				flow.text(item.sentence, { size: 10, leading: 1.6 });
				setSource(paper, item);
				flow.y += 6;
			}
			return;
		case "people":
			flow.heading(block.heading || t("report.people"));
			for (const person of block.items) setPerson(paper, person);
			return;
		case "photos":
			flow.heading(block.heading);
			if (block.heading === "") flow.skip(16);
			for (const { image, caption } of block.items) setPicture(paper, image, caption);
			return;
		case "story":
			flow.heading(block.heading || block.story.title);
			flow.paragraphs(text);
			if (block.story.image) setPicture(paper, block.story.image, "");
			if (block.heading !== "") flow.text(block.story.title, { size: 11, weight: "bold", leading: 1.5 });
			flow.text(block.story.lead, { size: 10, leading: 1.7 });
			flow.text(block.story.url, SMALL);
			return;
		case "text":
			flow.heading(block.heading);
			flow.paragraphs(text);
			if (block.sources.length > 0) flow.text(t("report.sources"), { ...SMALL, weight: "bold" });
			for (const source of block.sources) setSource(paper, source);
			return;
		case "thanks":
			flow.heading(block.heading);
			flow.paragraphs(text);
			return;
		case "ask":
			flow.heading(block.heading);
			flow.paragraphs(text);
			flow.keep(40);
			flow.text(block.button, { size: 10.5, weight: "bold" });
			flow.text(block.url, SMALL);
			return;
	}
}

function setSignature({ flow }: Paper, { signature, role }: ReportBlockOf<"letter">): void {
	if (signature === "") return;
	flow.skip(6);
	flow.keep(44);
	const { set } = flow;
	set.line(signature, RIGHT, flow.y + 14, { size: 13, align: "right" });
	set.line(role, RIGHT, flow.y + 28, { size: 8.5, color: FAINT, align: "right" });
	flow.y += 38;
}

function setYourGift(paper: Paper, block: ReportBlockOf<"yourGift">): void {
	const { flow, own, receipts } = paper;
	const t = getT(paper.view.lang, "document");
	const known = own !== null && own.stage !== "never";
	if (!known && block.text.length === 0) return;
	flow.heading(block.heading || t(`report.yourGift.${own?.kind ?? "individual"}`));
	flow.paragraphs(paragraphsOf(block.text));
	if (!known) return;
	if (own.stage === "before") flow.text(t("report.yourGift.earlier"), { size: 10, leading: 1.6 });
	const facts = [
		...(own.stage === "inPeriod" ? [{ label: t("report.yourGift.inPeriod"), lines: [{ strong: own.inPeriod }] }] : []),
		{ label: t("report.yourGift.inAll"), lines: [{ strong: own.inAll }] },
		...(own.funds === "" ? [] : [{ label: t("report.yourGift.funds"), lines: [own.funds] }]),
		{ label: t("report.yourGift.since"), lines: [own.since] },
	];
	flow.keep(140);
	flow.y = setFacts(flow.set, measureFacts(flow.set, facts, 400), flow.y + 4, BOTTOM) + 4;
	if (block.showsGifts && own.gifts.length > 0) setGifts(paper, own);
	flow.text(t("report.yourGift.net"), SMALL);
	if (receipts !== null) {
		flow.text(t(receipts.url === null ? "report.receiptAsk" : "report.receiptHow"), { size: 9, leading: 1.6 });
		if (receipts.url !== null) flow.text(receipts.url, SMALL);
	}
}

function setGifts({ flow, view }: Paper, own: OwnWords): void {
	const t = getT(view.lang, "document");
	const withReceipts = own.gifts.some(({ receipt }) => receipt !== null);
	flow.skip(10);
	// A short list stands whole; a long one goes on over the sheets.
	flow.keep(Math.min(own.gifts.length, 24) * 18 + 90);
	flow.text(t("report.yourGift.gifts"), { size: 9.5, weight: "bold" });
	const receipt = (word: string) => (withReceipts ? [word] : []);
	flow.y =
		setTable(
			flow.set,
			{
				size: 8.5,
				columns: [
					{ label: t("report.yourGift.day"), weight: 1.3 },
					{ label: t("report.yourGift.fund"), weight: 3 },
					...(withReceipts ? [{ label: t("report.yourGift.receipt"), weight: 1 }] : []),
					{ label: t("report.yourGift.amount"), weight: 1.2, number: true },
				],
				rows: own.gifts.map((gift) => [gift.givenOn, gift.fund, ...receipt(gift.receipt ?? ""), gift.yen]),
				foot: [t("report.yourGift.sum"), "", ...receipt(""), own.inPeriod],
			},
			flow.y + 4,
		) + 6;
	if (own.more > 0) flow.text(t("report.yourGift.more", { count: own.more }), SMALL);
}

function setFigure({ flow, view }: Paper, figure: ReportFigureView): void {
	const t = getT(view.lang, "document");
	flow.skip(8);
	flow.keep(64 + Math.min(4, figure.rows.length) * 28);
	flow.text(figure.label, { size: 9, color: FAINT });
	flow.lines(flow.set.fit(figure.value, WIDTH, { sizes: [20, 17, 14], maxLines: 1 }, { leading: 1.35 }), LEFT);
	for (const row of figure.rows) {
		flow.pair(row.label, row.value, { size: 9, leading: 1.5 });
		flow.bar(row.share);
	}
	const counted = [
		t("report.figures.lines", { count: figure.lineCount }),
		t("report.figures.asOf", { day: formatDay(figure.asOf, view.lang) }),
		t("report.figures.hash", { hash: formatHash(figure.linesSha256) }),
	].join(" · ");
	flow.text(`${figure.definition} ${counted}`, { ...SMALL, size: 7.5 });
}

function setSpending(paper: Paper, block: ReportBlockOf<"spending">): void {
	const { flow, view } = paper;
	const t = getT(view.lang, "document");
	flow.heading(block.heading || t("report.spending.title"));
	flow.paragraphs(paragraphsOf(block.text));
	setFigure(paper, block.total);
	for (const fund of block.funds) {
		flow.skip(12);
		flow.keep(70);
		flow.text(fund.name, { size: 9.5, weight: "bold" });
		const rows = fund.items.map(({ label, value, bought }) => [
			bought.length === 0 ? label : `${label}\n${t("report.spending.bought", { things: bought.join(" / ") })}`,
			value,
		]);
		flow.y =
			setTable(
				flow.set,
				{
					size: 8.5,
					columns: [
						{ label: t("report.spending.item"), weight: 4 },
						{ label: t("report.spending.amount"), weight: 1.2, number: true },
					],
					rows,
					foot: [t("report.yourGift.sum"), fund.value],
				},
				flow.y + 4,
			) + 4;
	}
}

function setPerson(paper: Paper, person: ReportBlockOf<"people">["items"][number]): void {
	const { flow, pictures } = paper;
	flow.keep(90);
	const portrait = person.image && pictures.get(person.image.imageId);
	if (person.image && portrait) flow.picture(portrait, person.image, { maxHeight: 90, width: 90 });
	flow.text(person.name, { size: 10.5, weight: "bold", leading: 1.5 });
	flow.text(person.role, SMALL);
	flow.paragraphs(paragraphsOf(person.text));
	flow.y += 6;
}

function setPicture({ flow, pictures }: Paper, image: ReportImageView, caption: string): void {
	const bytes = pictures.get(image.imageId);
	if (bytes === undefined) return;
	flow.picture(bytes, image);
	flow.text([caption, image.credit].filter(Boolean).join(" / "), SMALL);
	flow.y += 6;
}

function setSource(
	{ flow, view }: Paper,
	{ citation, doi, url }: { citation: string; doi: string | null; url: string | null },
): void {
	const where = doi === null ? (url ?? "") : getT(view.lang, "document")("report.outputs.doi", { doi });
	flow.text(`${citation} ${where}`.trim(), SMALL);
}

function setYearEnd({ flow }: Paper, words: YearEndWords): void {
	flow.heading(words.title);
	flow.text(words.rule, { size: 10, leading: 1.7 });
	if (words.methods === null) flow.text(words.over, { size: 10, weight: "bold" });
	const facts = (words.methods ?? []).map(({ label, text }) => ({ label, lines: [text] }));
	if (facts.length === 0) return;
	flow.y = setFacts(flow.set, measureFacts(flow.set, facts, BOTTOM - flow.y), flow.y + 6, BOTTOM) + 6;
}

function setSender({ flow, view, contactEmail, postalAddress }: Paper): void {
	const t = getT(view.lang, "document");
	flow.skip(26);
	flow.keep(60);
	flow.strongRule();
	flow.y += 8;
	for (const line of [view.institution, postalAddress, contactEmail ?? ""]) flow.text(line, SMALL);
	flow.text(
		view.approvedOn === null || view.frozenSha256 === null
			? t("report.foot.live")
			: t("report.foot.frozen", {
					day: formatDay(view.approvedOn, view.lang),
					hash: formatHash(view.frozenSha256),
				}),
		SMALL,
	);
}
