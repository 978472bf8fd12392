import { Document, Image, Page, Path, renderToBuffer, Svg, Text, View } from "@react-pdf/renderer";
import type { Lang } from "~/i18n/lang.ts";
import { FAMILY, FONT_WEIGHTS, LINE_EM } from "./face.ts";
import { FAINT, type Item, PAPER, type Sheet } from "./sheet.ts";

export interface DocumentFacts {
	title: string;
	subject: string;
	author: string;
	lang: Lang;
	/** The day it bears, YYYY-MM-DD or empty: also its creation date, so that the same content gives the same bytes. */
	issuedOn: string;
}

export interface SetDocument {
	sheets: Sheet[];
	facts: DocumentFacts;
}

/**
 * Room beyond what was measured. react-pdf would break a full line where kanji and kana meet, whatever the callback says,
 * and put a hyphen there; lines are placed by their left edge, so the room is seen nowhere.
 */
const roomFor = (item: Extract<Item, { kind: "text" }>) => item.width * 1.1 + 40;

export async function renderSheets(sheets: Sheet[], facts: DocumentFacts): Promise<Uint8Array> {
	const buffer = await renderToBuffer(
		<Document
			title={facts.title}
			subject={facts.subject}
			author={facts.author}
			creator="Izumi"
			producer="Izumi"
			language={facts.lang === "ja" ? "ja-JP" : "en-GB"}
			creationDate={creationDate(facts.issuedOn)}
		>
			{sheets.map((sheet, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
				<Page key={index} size="A4" wrap={false} style={{ fontFamily: FAMILY }}>
					<View style={PAPER}>
						{sheet.items.map((item, at) => (
							// biome-ignore lint/suspicious/noArrayIndexKey: rendered once, never reordered
							<Drawn key={at} item={item} />
						))}
					</View>
				</Page>
			))}
		</Document>,
	);
	return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

/** Noon in Japan: the same day wherever it is read. A preview has none yet. */
const creationDate = (issuedOn: string) => new Date(`${issuedOn || "2000-01-01"}T12:00:00+09:00`);

function Drawn({ item }: { item: Item }) {
	if (item.kind === "text") return <Line item={item} />;
	if (item.kind === "image") {
		const { x: left, y: top, width, height } = item;
		return <Image src={Buffer.from(item.png)} style={{ position: "absolute", left, top, width, height }} />;
	}
	if (item.kind === "drawing") return <Strokes item={item} />;
	if (item.kind === "watermark") return <Watermark text={item.text} size={item.size} />;
	if (item.kind === "rule") {
		const { x: left, y: top, length: width, thickness: height, color: backgroundColor } = item;
		return <View style={{ position: "absolute", left, top, width, height, backgroundColor }} />;
	}
	const { x: left, y: top, width, height, thickness: borderWidth, color: borderColor, fill } = item;
	const box = { position: "absolute", left, top, width, height, borderWidth, borderColor } as const;
	return <View style={fill === undefined ? box : { ...box, backgroundColor: fill }} />;
}

function Strokes({ item }: { item: Extract<Item, { kind: "drawing" }> }) {
	const { x: left, y: top, width, height, canvas } = item;
	return (
		<Svg viewBox={`0 0 ${canvas} ${canvas}`} style={{ position: "absolute", left, top, width, height }}>
			{item.paths.map((path) => (
				<Path
					key={path.d}
					d={path.d}
					fill={path.fill ?? "none"}
					{...(path.stroke !== undefined && { stroke: path.stroke, strokeWidth: path.strokeWidth ?? 1 })}
					{...(path.opacity !== undefined && { opacity: path.opacity })}
					strokeLinecap="round"
				/>
			))}
		</Svg>
	);
}

function Line({ item }: { item: Extract<Item, { kind: "text" }> }) {
	return (
		<Text
			hyphenationCallback={wholeWord}
			style={{
				position: "absolute",
				left: item.x,
				top: item.top,
				width: roomFor(item),
				height: item.size * LINE_EM,
				fontSize: item.size,
				fontWeight: FONT_WEIGHTS[item.weight],
				color: item.color,
				...(item.spacing === 0 ? {} : { letterSpacing: item.spacing }),
			}}
		>
			{item.text}
		</Text>
	);
}

function Watermark({ text, size }: { text: string; size: number }) {
	return (
		<View style={{ position: "absolute", left: 0, top: PAPER.height / 2 - size, width: PAPER.width }}>
			<Text
				hyphenationCallback={wholeWord}
				style={{
					fontSize: size,
					fontWeight: FONT_WEIGHTS.bold,
					color: FAINT,
					opacity: 0.14,
					textAlign: "center",
					transform: "rotate(-28deg)",
				}}
			>
				{text}
			</Text>
		</View>
	);
}

/** Lines were broken before: react-pdf must not break them again. */
const wholeWord = (word: string) => [word];
