import type pg from "pg";

/** The part of pg's own connection that COPY needs; its messages come to whatever was submitted. */
type Connection = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

abstract class Copy {
	protected failure: Error | null = null;
	constructor(
		private readonly text: string,
		private readonly settle: (error: Error | null) => void,
	) {}
	submit(connection: Connection): void {
		connection.query(this.text);
	}
	handleError(error: Error): void {
		this.failure = error;
		this.settle(error);
	}
	handleReadyForQuery(): void {
		if (this.failure === null) this.settle(null);
	}
	handleCommandComplete(): void {}
	handleRowDescription(): void {}
	handleDataRow(): void {}
}

class CopyIn extends Copy {
	constructor(
		text: string,
		private readonly data: Buffer,
		settle: (error: Error | null) => void,
	) {
		super(text, settle);
	}
	handleCopyInResponse(connection: Connection): void {
		const size = 1 << 20;
		for (let at = 0; at < this.data.length; at += size) connection.sendCopyFromChunk(this.data.subarray(at, at + size));
		connection.endCopyFrom();
	}
}

class CopyOut extends Copy {
	readonly chunks: Buffer[] = [];
	handleCopyOutResponse(): void {}
	handleCopyData({ chunk }: { chunk: Buffer }): void {
		this.chunks.push(Buffer.from(chunk));
	}
}

/** `COPY … FROM STDIN` of bytes at hand. */
export function copyFrom(client: pg.Client, text: string, data: Buffer): Promise<void> {
	return new Promise((resolve, reject) => {
		client.query(new CopyIn(text, data, (error) => (error ? reject(error) : resolve())) as unknown as pg.Submittable);
	});
}

/** `COPY … TO STDOUT`, whole. */
export function copyTo(client: pg.Client, text: string): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		const copy = new CopyOut(text, (error) => (error ? reject(error) : resolve(Buffer.concat(copy.chunks))));
		client.query(copy as unknown as pg.Submittable);
	});
}
