/** Something that whoever started the program can put right: its message says how, and is shown as it stands. */
export class PlainFailure extends Error {}
