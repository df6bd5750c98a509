import { BacksightError } from "../../../core/errors.ts";
import { type AuditHead, parseHead } from "../../../platform/audit/audit-head.ts";
import { openUserAudit } from "../../../project/user-audit.ts";
import { newCommand } from "../../new-command.ts";
import { printJson } from "../../print.ts";

interface VerifyOptions {
  readonly anchor?: string;
  readonly json?: boolean;
}

export const verify = newCommand("verify", "checks that no row was changed, removed or inserted")
  .option("--anchor <row:hash>", "what an earlier check printed: that row must still be there")
  .action(({ anchor: text, json = false }: VerifyOptions) => {
    const anchor = readAnchor(text);
    const audit = openUserAudit("backsight audit verify");
    try {
      const { rows, first, head, finding, unconfirmed } = audit.verify(anchor);
      const anchorText = `${head.seq}:${head.hash}`;
      if (json)
        printJson({
          verify: {
            ok: finding === null,
            rows,
            first,
            finding: finding && { ...finding },
            unconfirmed,
            anchor: anchorText,
          },
        });
      if (finding !== null)
        throw new BacksightError("BACKSIGHT_AUDIT_BROKEN", { path: audit.path, problem: finding.problem });
      if (json) return;
      const counted = rows === 1 ? "1 row, in one chain" : `${rows} rows, in one chain`;
      const rotated = first === 1 ? "" : `; rows 1 to ${first - 1} were rotated out`;
      const late = unconfirmed === 0 ? "" : `, the last ${unconfirmed} not yet in the head record`;
      process.stdout.write(`${counted}${late}${rotated}\nanchor ${anchorText}\n`);
    } finally {
      audit.close();
    }
  });

function readAnchor(text: string | undefined): AuditHead | undefined {
  if (text === undefined) return undefined;
  const anchor = parseHead(text);
  if (anchor !== null) return anchor;
  throw new BacksightError("BACKSIGHT_ARGUMENT", {
    name: "--anchor",
    rule: "row:hash, as `backsight audit verify` prints it",
    value: text,
  });
}
