import { currentTime } from "./clock";

/**
 * A UUID of version 7: ids made later sort later, to the millisecond. For rows that are named before they are written;
 * elsewhere the column's own default makes it.
 */
export function newId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	let time = currentTime().getTime();
	for (let index = 5; index >= 0; index -= 1) {
		bytes[index] = time % 256;
		time = Math.floor(time / 256);
	}
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = Buffer.from(bytes).toString("hex");
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
