"""Bills as they look after a change that nobody announced.

shift DIR FILE      a column more at several places, and all turned round,
                    each a file in DIR
drop DIR FILE       without each of the columns, DIR/1 and on; DIR/names
name OLD=NEW FILE   a column under another name
resave HOW FILE     as a spreadsheet saves it: a BOM, CR LF, rows as long as
                    the longest, quotes where needed (minimal) or everywhere
                    (all); long: and long numbers rounded

The encoding is UTF-8 or, where that fails, GB18030; resave makes it UTF-8.
"""
import csv
import io
import re
import sys


class Bill:
    """Lines before the body, the body's cells, lines after it."""

    def __init__(self, path):
        data = open(path, "rb").read()
        try:
            self.encoding = "utf-8"
            text = data.decode()
        except UnicodeDecodeError:
            self.encoding = "gb18030"
            text = data.decode("gb18030")
        self.bom = text.startswith("\ufeff")
        text = text.lstrip("\ufeff")
        self.end = "\r\n" if "\r\n" in text else "\n"
        lines = text.split(self.end)
        self.mark = "`" if "\n`" in text else ""
        cells = [self.split(s) for s in lines]
        first = self.header(cells)
        self.width = len(cells[first])
        last = first + 1
        while last < len(lines) and len(cells[last]) >= self.width:
            last += 1
        self.before, self.after = lines[:first], lines[last:]
        # empty cells behind the last column are none of it
        self.body = [row[:self.width] for row in cells[first:last]]

    @staticmethod
    def header(cells):
        """The first row that is as long as those behind it, or almost."""
        for i, row in enumerate(cells[:-1]):
            if len(row) > 3 and all(s.strip() for s in row[:3]) and \
                    len(row) <= len(cells[i + 1]) <= len(row) + 1:
                return i
        raise ValueError("no header")

    def split(self, line):
        if self.mark and line.startswith(self.mark):
            return line[1:].split("," + self.mark)
        return next(csv.reader([line]), [])

    def join(self, row, header):
        if self.mark and not header:
            return self.mark + ("," + self.mark).join(row)
        out = io.StringIO()
        csv.writer(out, lineterminator="").writerow(row)
        return out.getvalue()

    def bytes(self):
        rows = [self.join(r, i == 0) for i, r in enumerate(self.body)]
        text = self.end.join(self.before + rows + self.after)
        return ("\ufeff" * self.bom + text).encode(self.encoding)


def write(bill, body, path):
    bill.body = body
    with open(path, "wb") as f:
        f.write(bill.bytes())


def shift(directory, path):
    bill = Bill(path)
    body = bill.body
    for i in 0, 3, len(body[0]):
        more = [r[:i] + ["x" if n else "new"] + r[i:]
                for n, r in enumerate(body)]
        write(bill, more, "%s/more%d" % (directory, i))
    write(bill, [r[::-1] for r in body], directory + "/turned")


def drop(directory, path):
    bill = Bill(path)
    body = bill.body
    with open(directory + "/names", "w", encoding="utf-8") as f:
        for i, name in enumerate(body[0]):
            f.write(name.strip() + "\n")
            write(bill, [r[:i] + r[i + 1:] for r in body],
                  "%s/%d" % (directory, i + 1))


def rename(how, path):
    bill = Bill(path)
    old, new = how.split("=")
    heads = [s.strip() for s in bill.body[0]]
    bill.body[0][heads.index(old)] = new
    sys.stdout.buffer.write(bill.bytes())


def rounded(cell):
    """What is shown of a number that is too long for its cell."""
    digits = cell.strip()
    if re.fullmatch(r"[1-9][0-9]{11,}", digits):
        return "%.5E" % float(digits)
    return cell


def resave(how, path):
    data = open(path, "rb").read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    width = max(map(len, rows))
    rows = [r + [""] * (width - len(r)) for r in rows]
    if how == "long":
        rows = [[rounded(c) for c in r] for r in rows]
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL
               if how == "all" else csv.QUOTE_MINIMAL).writerows(rows)
    sys.stdout.buffer.write(out.getvalue().encode("utf-8-sig"))


if __name__ == "__main__":
    {"shift": shift, "drop": drop, "name": rename,
     "resave": resave}[sys.argv[1]](*sys.argv[2:])
