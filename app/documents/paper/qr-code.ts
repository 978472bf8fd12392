import QRCode from "qrcode";
import type { Item } from "./sheet.ts";

/** Corrects a quarter of damage, since paper gets dirty; one path, dark squares only, on white with its quiet edge. */
export function qrCode(url: string, at: { x: number; y: number; size: number }): Item {
	const { modules } = QRCode.create(url, { errorCorrectionLevel: "Q" });
	const { size } = modules;
	let d = "";
	for (let row = 0; row < size; row += 1) {
		for (let column = 0; column < size; column += 1) {
			if (modules.get(row, column)) d += `M${column + 4} ${row + 4}h1v1h-1z`;
		}
	}
	const { x, y, size: side } = at;
	return { kind: "drawing", x, y, width: side, height: side, canvas: size + 8, paths: [{ d, fill: "#000000" }] };
}
