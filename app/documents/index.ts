import { type AddressLabelsProps, setAddressLabels } from "./address-labels.ts";
import { type AppealLettersProps, setAppealLetters } from "./appeal-letter.ts";
import { openFaces } from "./paper/face.ts";
import { setPledgeLetter } from "./pledge-letter.ts";
import type { PledgeLetterProps } from "./pledge-letter-props.ts";
import { type PosterProps, setPoster } from "./poster.ts";
import { type ReceiptProps, setReceipt } from "./receipt.ts";
import { type ReportPaperProps, setReport } from "./report.ts";
import { type SnapshotProps, setSnapshot } from "./snapshot.ts";
import { setTransferRequest } from "./transfer-request.ts";
import type { TransferRequestProps } from "./transfer-request-props.ts";

export { LABEL_LAYOUTS, type LabelLayout, type PaperAddress } from "./address-labels.ts";
export type { AppealLettersProps, PaperParagraph } from "./appeal-letter.ts";
export { cleanPng, PictureError } from "./clean-png.ts";
export type { PledgeLetterProps } from "./pledge-letter-props.ts";
export type { ReceiptContent } from "./receipt-content.ts";
export { drawShareImage, type ShareImageProps } from "./share-image.ts";
export type { TransferRequestProps } from "./transfer-request-props.ts";

/** The kind of a document, with what it needs. */
export interface DocumentPropsByKind {
	receipt: ReceiptProps;
	"transfer-request": TransferRequestProps;
	"pledge-letter": PledgeLetterProps;
	snapshot: SnapshotProps;
	report: ReportPaperProps;
	poster: PosterProps;
	"address-labels": AddressLabelsProps;
	"appeal-letters": AppealLettersProps;
}

export type DocumentKind = keyof DocumentPropsByKind;

/**
 * Makes a PDF on A4. The same props give the same bytes.
 * Whatever the text, every character is printed whole and within the sheet; what the font lacks shows as 〓.
 */
export async function renderDocument<K extends DocumentKind>(
	kind: K,
	props: DocumentPropsByKind[K],
): Promise<Uint8Array> {
	const faces = await openFaces();
	const setters: { [Kind in DocumentKind]: (props: DocumentPropsByKind[Kind]) => ReturnType<typeof setReceipt> } = {
		receipt: (given) => setReceipt(faces, given),
		"transfer-request": (given) => setTransferRequest(faces, given),
		"pledge-letter": (given) => setPledgeLetter(faces, given),
		snapshot: (given) => setSnapshot(faces, given),
		report: (given) => setReport(faces, given),
		poster: (given) => setPoster(faces, given),
		"address-labels": (given) => setAddressLabels(faces, given),
		"appeal-letters": (given) => setAppealLetters(faces, given),
	};
	const { sheets, facts } = setters[kind](props);
	// Half a second to load, and most of what a process does needs no paper.
	const { renderSheets } = await import("./paper/render-sheets.tsx");
	return renderSheets(sheets, facts);
}

/** Characters of a text that documents print as 〓 or without their marks (Š as S): a preview says so before anything is issued. */
export async function unprintable(text: string): Promise<string[]> {
	const { regular } = await openFaces();
	return [...new Set(regular.missing(text))];
}
