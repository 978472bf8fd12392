/** A control path was asked for something it does not know. */
export class BadInput extends Error {}
