import fc from "fast-check";

/** Property tests draw the same cases on every machine; FC_SEED explores others, and a failure prints the one to repeat. */
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_260_115) });
