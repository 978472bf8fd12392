import { createElement } from "react";
import { renderDocument } from "~/documents";
import { cleanPng } from "~/documents/clean-png";
import { openFaces } from "~/documents/paper/face";
import { plainPng, receiptContent } from "../factories/documents";
import type { Measured } from "./report";
import { perSecond, rate } from "./report";

/** `RECEIPTS=500 npm run bench receipts` is a shorter run. */
const COUNT = Number(process.env.RECEIPTS ?? 10_000);
const BARE = Math.min(COUNT, 500);
/** The memory that counts is what stays once fonts are open and the machine is warm. */
const WARM = Math.min(COUNT / 10, 200);

/** Receipts rendered one after another as the job does, beside a react-pdf document of one line in the same font. */
export async function benchReceipts(): Promise<Measured[]> {
	await openFaces();
	const seal = cleanPng(plainPng(400));
	const bare = await timed(BARE, oneLine);
	const ours = await timed(COUNT, (number) =>
		renderDocument("receipt", { content: contentOf(number), seal, mark: "none" }),
	);
	return [
		{
			what: `${COUNT.toLocaleString("en")} receipts rendered (A4, seal)`,
			izumi: rate(perSecond(COUNT, ours.ms)),
			beside: `${rate(perSecond(BARE, bare.ms))} (react-pdf, one line)`,
			ratio: bare.ms / BARE / (ours.ms / COUNT),
			note: `${Math.round(ours.bytes / COUNT / 1000)} kB each`,
		},
		{
			what: "memory at the peak, over memory when warm",
			izumi: megabytes(ours.peakBytes),
			beside: `${megabytes(ours.warmBytes)} (after ${WARM})`,
			ratio: ours.peakBytes / ours.warmBytes,
			aim: { atMost: 1.5 },
		},
	];
}

/** Names and sums differ from one to the next, as they do in a year. */
function contentOf(number: number) {
	const content = receiptContent(number % 5 === 0 ? "en" : "ja", {
		numberText: `第2026-${String(number).padStart(6, "0")}号`,
	});
	const family = String.fromCodePoint(0x4e00 + ((number * 7919) % 20_000));
	return { ...content, amountYen: String(1000 + number), donor: { ...content.donor, name: `${family}田　花子` } };
}

async function oneLine(): Promise<Uint8Array> {
	const { Document, Page, renderToBuffer, Text } = await import("@react-pdf/renderer");
	const text = createElement(Text, { style: { fontFamily: "Noto Serif JP" } }, "寄附金受領証明書");
	return renderToBuffer(createElement(Document, {}, createElement(Page, { size: "A4" }, text)));
}

async function timed(count: number, render: (number: number) => Promise<Uint8Array>) {
	let [bytes, warmBytes, peakBytes] = [0, 0, 0];
	const startedMs = performance.now();
	for (let number = 1; number <= count; number += 1) {
		bytes += (await render(number)).byteLength;
		const { rss } = process.memoryUsage();
		if (number >= WARM) {
			if (warmBytes === 0) warmBytes = rss;
			peakBytes = Math.max(peakBytes, rss);
		}
	}
	return { ms: performance.now() - startedMs, bytes, warmBytes, peakBytes };
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
