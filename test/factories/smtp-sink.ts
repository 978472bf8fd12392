import net from "node:net";

/** One mail the sink took. */
export type TakenMail = { messageId: string; to: string; atMs: number; bytes: number };
export type SmtpSink = { port: number; close: () => Promise<void> };

type Manners = {
	/** before the sink says that it took the mail */
	onMail: (mail: TakenMail) => void;
	/** answers a recipient otherwise than with 250 */
	refuse?: (address: string) => string | null;
	/** how long it thinks about each mail */
	delayMs?: () => number;
	/** breaks the line instead of saying that it took the mail */
	cuts?: (address: string) => boolean;
};

const END = Buffer.from("\r\n.\r\n");
const HEAD_MAX = 16_384;

/**
 * A mail server that takes everything and keeps nothing but names: cheap, so that what is measured is the sender. It speaks as
 * much SMTP as a sender needs, pipelined or not.
 */
export async function openSmtpSink(port: number, manners: Manners): Promise<SmtpSink> {
	const sockets = new Set<net.Socket>();
	const server = net.createServer((socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
		socket.on("error", () => {});
		socket.setNoDelay(true);
		new Session(socket, manners);
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, "127.0.0.1", resolve);
	});
	return {
		port: (server.address() as net.AddressInfo).port,
		async close() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

class Session {
	private rest: Buffer = Buffer.alloc(0);
	private head: Buffer | null = null;
	private bytes = 0;
	private tail: Buffer = Buffer.alloc(0);
	private to = "";

	constructor(
		private readonly socket: net.Socket,
		private readonly manners: Manners,
	) {
		socket.write("220 sink ESMTP\r\n");
		socket.on("data", (chunk: Buffer) => this.read(chunk));
	}

	private read(chunk: Buffer): void {
		let left: Buffer | null = chunk;
		while (left !== null && left.length > 0) left = this.head === null ? this.readCommands(left) : this.readText(left);
	}

	private readCommands(chunk: Buffer): Buffer | null {
		let all: Buffer = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
		for (let end = all.indexOf("\r\n"); end >= 0; end = all.indexOf("\r\n")) {
			const line = all.toString("latin1", 0, end);
			all = all.subarray(end + 2);
			this.answer(line);
			if (this.head !== null) {
				this.rest = Buffer.alloc(0);
				return all;
			}
		}
		this.rest = all;
		return null;
	}

	private answer(line: string): void {
		const command = line.slice(0, 4).toUpperCase();
		if (command === "EHLO") this.socket.write("250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n");
		else if (command === "RCPT") {
			this.to = /<([^>]*)>/.exec(line)?.[1] ?? "";
			this.socket.write(`${this.manners.refuse?.(this.to) ?? "250 ok"}\r\n`);
		} else if (command === "DATA") {
			if (this.manners.refuse?.(this.to)) return void this.socket.write("503 no recipient\r\n");
			this.head = Buffer.alloc(0);
			this.bytes = 0;
			this.tail = Buffer.alloc(0);
			this.socket.write("354 go on\r\n");
		} else if (command === "QUIT") this.socket.end("221 bye\r\n");
		else this.socket.write("250 ok\r\n");
	}

	private readText(chunk: Buffer): Buffer | null {
		// The end may lie across two chunks.
		const seam = this.tail.length;
		const joined = seam > 0 ? Buffer.concat([this.tail, chunk]) : chunk;
		const end = joined.indexOf(END);
		const text = end < 0 ? chunk : chunk.subarray(0, Math.max(0, end - seam));
		this.bytes += text.length;
		if (this.head !== null && this.head.length < HEAD_MAX)
			this.head = Buffer.concat([this.head, text]).subarray(0, HEAD_MAX);
		if (end < 0) {
			this.tail = Buffer.from(joined.subarray(Math.max(0, joined.length - END.length + 1)));
			return null;
		}
		this.take();
		return chunk.subarray(end - seam + END.length);
	}

	private take(): void {
		const messageId = /^message-id:\s*(<[^>]*>)/im.exec(this.head?.toString("latin1") ?? "")?.[1] ?? "";
		const mail: TakenMail = { messageId, to: this.to, atMs: Date.now(), bytes: this.bytes };
		this.head = null;
		if (this.manners.cuts?.(this.to)) return void this.socket.destroy();
		const done = () => {
			this.manners.onMail(mail);
			this.socket.write("250 taken\r\n");
		};
		const delayMs = this.manners.delayMs?.() ?? 0;
		if (delayMs > 0) setTimeout(done, delayMs);
		else done();
	}
}
