"""explain_bills.py DIRECTORY N SEED [FORMAT]: N bills of all kinds with facts.json,
for tests/explain-survey; as csv, or as json or xlsx.

Delimiters, decimal marks, orders of columns and rows, languages, directions,
balances, totals, preambles vary by chance; some bills mislead: totals of what is
unsigned, words that nobody knows, balances before the row, a row that was
changed, columns that look like amounts.
"""
import csv
import io
import json
import os
import random
import re
import sys
import zipfile

NAMES = {  # date, reference, text, amount, in, out, balance, direction, total
    "en": ("Date", "Reference", "Description", "Amount", "Credit", "Debit",
           "Balance", "Direction", ("Credit", "Debit"), "Total"),
    "de": ("Buchungstag", "Referenz", "Verwendungszweck", "Betrag", "Haben",
           "Soll", "Saldo", "Art", ("Haben", "Soll"), "Summe"),
    "fr": ("Date", "Référence", "Libellé", "Montant", "Crédit", "Débit",
           "Solde", "Sens", ("Crédit", "Débit"), "Total"),
    "es": ("Fecha", "Referencia", "Concepto", "Importe", "Abono", "Cargo",
           "Saldo", "Tipo", ("Abono", "Cargo"), "Total"),
    "it": ("Data", "Riferimento", "Descrizione", "Importo", "Avere", "Dare",
           "Saldo", "Segno", ("Avere", "Dare"), "Totale"),
    "pl": ("Data", "Numer", "Opis", "Kwota", "Uznania", "Obciążenia", "Saldo",
           "Typ", ("Uznanie", "Obciążenie"), "Razem"),
    "ru": ("Дата", "Номер", "Назначение", "Сумма", "Приход", "Расход",
           "Остаток", "Вид", ("Приход", "Расход"), "Итого"),
    "zh": ("交易时间", "流水号", "摘要", "金额", "收入", "支出", "余额",
           "收/支", ("收入", "支出"), "合计"),
    "ja": ("日付", "取引番号", "摘要", "金額", "入金", "出金", "残高",
           "区分", ("入金", "出金"), "合計"),
    "ko": ("거래일시", "거래번호", "적요", "금액", "입금", "출금", "잔액",
           "구분", ("입금", "출금"), "합계"),
    "none": ("c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", ("x", "y"),
             "Total"),
}


def money(r, cents, style):
    decimal, group, places = style
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 10 ** places)
    text = str(whole)
    if group:
        parts = []
        while len(text) > 3:
            parts.insert(0, text[-3:])
            text = text[:-3]
        text = group.join([text] + parts)
    return sign + text + (decimal + str(part).zfill(places) if places else "")


def bill(r):
    """A bill as text, and its facts."""
    lang = r.choice(list(NAMES))
    (n_date, n_ref, n_text, n_amount, n_in, n_out, n_balance, n_way, ways,
     n_total) = NAMES[lang]
    style = r.choice([(".", "", 2), (".", ",", 2), (",", "", 2), (",", ".", 2),
                      ("", "", 0), (".", ",", 0), (",", ".", 0), (".", "", 3)])
    delimiter = r.choice([",", ";", "\t", "|"])
    kind = r.choice(["signed", "pair", "way", "kinds", "unsigned", "paren"])
    if kind == "kinds":
        ways = r.choice([("sale", "return"), ("foo", "bar"), ("A", "B"),
                         ("payment", "refund"), ("01", "02")])
    balance = r.choice(["no", "after", "after", "after", "before", "harmed",
                        "reversed"])
    order = r.choice(["old", "old", "new", "same"])
    total = r.choice(["no", "no", "net", "gross", "both", "wrong", "bare"])
    n = r.randint(1, 25)
    rows, b, day = [], r.randint(0, 10 ** 6), 0
    for i in range(n):
        cents = r.randint(1, 10 ** r.randint(2, 7))
        value = cents if kind == "unsigned" or r.random() < .5 else -cents
        before = b
        b += value
        day += r.randint(0, 2)
        date = "2022-%02d-%02d" % (1 + day // 28 % 12, 1 + day % 28)
        if order == "same":
            date = "2022-11-01"
        shown = {"after": b, "before": before, "reversed": -b,
                 "harmed": b + (i == n // 2), "no": 0}[balance]
        rows.append((date, "R%08d" % (i * 7919 + 1000), value, shown))
    if balance == "reversed" and min(x[3] for x in rows) > 0:
        balance = "owed"
    if order == "new":
        rows.reverse()
    with_fee, with_count = r.random() < .3, r.random() < .3
    cols = [(n_date, lambda x: x[0]), (n_text, lambda x: "text " + x[1][-2:])]
    if r.random() < .8:
        cols.append((n_ref, lambda x: x[1]))
    out = []
    if kind == "signed":
        out = [(n_amount, lambda x: money(r, x[2], style))]
    elif kind == "paren":
        out = [(n_amount, lambda x: money(r, x[2], style) if x[2] >= 0
                else "(" + money(r, -x[2], style) + ")")]
    elif kind == "pair":
        out = [(n_in, lambda x: money(r, x[2], style) if x[2] > 0 else ""),
               (n_out, lambda x: money(r, -x[2], style) if x[2] < 0 else "")]
        r.shuffle(out)
    elif kind == "unsigned":
        out = [(n_amount, lambda x: money(r, x[2], style))]
    else:
        out = [(n_way, lambda x: ways[x[2] < 0]),
               (n_amount, lambda x: money(r, abs(x[2]), style))]
    if balance != "no":
        out.append((n_balance, lambda x: money(r, x[3], style)))
    if with_fee:
        out.append(("Fee", lambda x: money(r, abs(x[2]) // 100, style)))
    if with_count:
        out.append(("No.", lambda x: str(rows.index(x) + 1)))
    cols += out
    if r.random() < .3:
        r.shuffle(cols)
    table = [[c[0] for c in cols]] + [[c[1](x) for c in cols] for x in rows]
    text = io.StringIO()
    w = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    for i in range(r.choice([0, 0, 1, 3])):
        w.writerow(["Info %d" % i, "2022/11/01"][:r.randint(1, 2)] +
                   [""] * (len(cols) - 2) * r.randint(0, 1))
    header = r.random() < .9
    if header:
        w.writerow([c[0] for c in cols])
    for x in rows:
        w.writerow([c[1](x) for c in cols])
    plus = sum(x[2] for x in rows if x[2] > 0)
    minus = sum(x[2] for x in rows if x[2] < 0)
    if total != "no":
        cells = [""] * len(cols)
        if total != "bare":
            cells[0] = n_total
        for i, c in enumerate(cols):
            if c[0] == n_amount:
                cells[i] = money(r, {"gross": plus - minus,
                                     "wrong": plus + minus + 1}.get(
                                         total, plus + minus), style)
            elif c[0] == n_in:
                cells[i] = money(r, plus + (total == "wrong"), style)
            elif c[0] == n_out:
                cells[i] = money(r, -minus, style)
        w.writerow(cells)
        table.append(cells)
    scale = 10 ** style[2]

    def exact(v):
        return "%s%d.%0*d" % ("-" if v < 0 else "", abs(v) // scale,
                              style[2] or 1, abs(v) % scale)

    facts = {"records": n, "+": exact(plus), "-": exact(minus),
             "about": [lang, kind, balance, order, total, header]}
    return text.getvalue(), facts, table, total != "no"


def is_number(cell):
    return re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", cell)


def as_json(r, table, has_total):
    """The table as a list of objects, its total beside them."""
    names, body = table[0], table[1:len(table) - has_total]
    plain, nested = r.random() < .6, r.random() < .3

    def value(cell):
        if cell == "" and r.random() < .5:
            return "null"
        return cell if plain and is_number(cell) else json.dumps(
            cell, ensure_ascii=r.random() < .5)

    def thing(row):
        pairs = [json.dumps(k) + ": " + value(v) for k, v in zip(names, row)
                 if v != "" or r.random() < .7]
        if nested and len(pairs) > 2:
            pairs[2:] = ['"more": {' + ", ".join(pairs[2:]) + "}"]
        return "{" + ", ".join(pairs) + "}"

    things = [thing(row) for row in body]
    if r.random() < .3:
        return "\n".join(things) + "\n"
    total = ""
    if has_total:
        total = ', "total": ' + json.dumps(
            {k: v for k, v in zip(names, table[-1]) if v})
    return '{"list": [' + ",\n".join(things) + "]" + total + "}\n"


def write_xlsx(name, table):
    """The table as a sheet: numbers where they are plain, else texts."""
    def cell(c):
        if is_number(c) and len(c) < 15:
            return "<c><v>" + c + "</v></c>"
        for a, b in ("&", "&amp;"), ("<", "&lt;"):
            c = c.replace(a, b)
        return '<c t="inlineStr"><is><t>' + c + "</t></is></c>"

    kind = ("http://schemas.openxmlformats.org/officeDocument/2006/"
            "relationships/")
    with zipfile.ZipFile(name, "w") as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        z.writestr("_rels/.rels", '<Relationships><Relationship Id="r0" '
                   'Type="%sofficeDocument" Target="xl/workbook.xml"/>'
                   '</Relationships>' % kind)
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships>'
                   '<Relationship Id="r0" Type="%sworksheet" '
                   'Target="worksheets/sheet1.xml"/></Relationships>' % kind)
        z.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><sheets>'
                   '<sheet name="a" r:id="r0"/></sheets></workbook>')
        z.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData>" +
                   "".join("<row>" + "".join(map(cell, row)) + "</row>"
                           for row in table) + "</sheetData></worksheet>")


def main():
    directory, n, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    form = sys.argv[4] if len(sys.argv) > 4 else "csv"
    r = random.Random(seed)
    known = {}
    for i in range(n):
        text, facts, table, has_total = bill(r)
        name = "bill%04d.%s" % (i, form)
        path = os.path.join(directory, name)
        if form == "xlsx":
            write_xlsx(path, table)
        else:
            if form == "json":
                text = as_json(r, table, has_total)
            with open(path, "w", encoding="utf-8", newline="") as f:
                f.write(text)
        if facts["about"][2] != "owed":  # nobody can tell what is in
            known[name] = facts
    with open(os.path.join(directory, "facts.json"), "w",
              encoding="utf-8") as f:
        json.dump(known, f, ensure_ascii=False)


main()
