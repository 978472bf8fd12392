import { createElement } from "react";
import { renderToPipeableStream } from "react-dom/server";
import { expect, test } from "vitest";
import { withoutNul } from "./without-nul.ts";

test("Japanese text of any length is rendered without a zero byte", async () => {
	for (let ascii = 0; ascii < 6; ascii += 1) {
		const words = Array.from({ length: 60 }, (_, index) =>
			createElement(
				"p",
				{ key: index, title: "科学研究費、26H01234" },
				`${"a".repeat(ascii)}${"研究者の雇用と挑戦を支えます。".repeat(3)}`,
			),
		);
		const page = await new Promise<string>((resolve, reject) => {
			const chunks: Buffer[] = [];
			const { pipe } = renderToPipeableStream(createElement("div", null, words), {
				onAllReady: () => {
					const out = withoutNul();
					out.on("data", (chunk: Buffer) => chunks.push(chunk));
					out.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
					pipe(out);
				},
				onError: reject,
			});
		});
		expect([page.includes("\0"), page.includes("\ufffd")]).toEqual([false, false]);
		expect(page.match(/挑戦/g)).toHaveLength(180);
	}
});
