import { Transform } from "node:stream";

/**
 * React 18 fills pieces of 2,048 bytes and pads one with zero bytes where the next character would not fit: in Japanese text
 * most pages of any length get one, and browsers show it as two black diamonds. No page of ours holds a zero byte of its own.
 */
export function withoutNul(): Transform {
	return new Transform({
		transform(chunk: Buffer, _encoding, done) {
			done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk);
		},
	});
}
