/**
 * Which line of the file each row came from. Rows mostly follow each other line by line, so only the places where a
 * line was skipped are kept.
 */
export class LineNumbers {
  private readonly rows: number[] = [];
  private readonly lines: number[] = [];
  private rowCount = 0;
  private nextLine = -1;

  /** How many rows were noted. */
  get length(): number {
    return this.rowCount;
  }

  /** Notes the line, from 1, of the next row. Lines ascend. */
  push(line: number): void {
    if (line !== this.nextLine) {
      this.rows.push(this.rowCount);
      this.lines.push(line);
    }
    this.rowCount++;
    this.nextLine = line + 1;
  }

  lineOf(row: number): number {
    let low = 0;
    let high = this.rows.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.rows[middle]! <= row) low = middle;
      else high = middle;
    }
    return this.lines[low]! + row - this.rows[low]!;
  }
}
