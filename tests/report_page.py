#!/usr/bin/env python3
"""report_page.py COMMAND PAGE: what a page of recon-report holds, read as HTML.

totals     the tables of totals, ages and largest differences as recon-notify
           --format json has them
text       the text of the page
steps      its commands, a list of them in JSON
fails      what does not hold, a line each
check      that elements are closed in order, tables have captions and headings
           of a scope, names in aria-labelledby are there, no name comes twice,
           and nothing is fetched or run
colours    the contrasts of the colours, light, dark and on paper
"""
import json
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "br"}
BAD = {"script", "iframe", "object", "embed", "link", "img", "form", "base",
       "a", "input", "button", "foreignobject", "use", "image"}


class Node:
    def __init__(self, tag, attrs):
        self.tag, self.attrs, self.kids = tag, dict(attrs), []

    def text(self):
        return "".join(k if isinstance(k, str) else k.text()
                       for k in self.kids)

    def all(self, *tags):
        for k in self.kids:
            if isinstance(k, Node):
                if k.tag in tags:
                    yield k
                yield from k.all(*tags)

    def every(self):
        for k in self.kids:
            if isinstance(k, Node):
                yield k
                yield from k.every()


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.root = Node("root", [])
        self.stack = [self.root]
        self.faults = []
        self.feed(text)
        self.close()
        if len(self.stack) > 1:
            self.faults.append("not closed: " + self.stack[-1].tag)

    def handle_starttag(self, tag, attrs):
        node = Node(tag, attrs)
        if len(node.attrs) < len(attrs):
            self.faults.append(f"an attribute twice: {tag}")
        self.stack[-1].kids.append(node)
        if tag not in VOID:
            self.stack.append(node)

    def handle_startendtag(self, tag, attrs):
        self.stack[-1].kids.append(Node(tag, attrs))

    def handle_endtag(self, tag):
        if self.stack[-1].tag != tag:
            self.faults.append(f"{tag} closes {self.stack[-1].tag}")
        else:
            self.stack.pop()

    def handle_data(self, data):
        self.stack[-1].kids.append(data)

    def handle_comment(self, data):
        self.faults.append("a comment")

    def table(self, name):
        for t in self.root.all("table"):
            if t.attrs.get("id") == name:
                return t
        return None


def none(text):
    return None if text == "–" else text


def sums(row, first):
    cells = [c.text() for c in row.all("td")][first:]
    return {"lines": int(cells[0]), "left": none(cells[1]),
            "right": none(cells[2]), "difference": none(cells[3])}


def rows(page, name):
    table = page.table(name)
    for body in table.all("tbody") if table else []:
        for row in body.all("tr"):
            if row.attrs.get("class") != "g":
                yield body.attrs["data-currency"], row


def totals(page):
    ages = {"not known": "-"}
    out = {"classes": [
        {"currency": c, "class": r.attrs["data-class"], **sums(r, 1)}
        for c, r in rows(page, "totals")]}
    out["open"] = [
        {"currency": c,
         "open for": ages.get(r.attrs["data-age"], r.attrs["data-age"]),
         **sums(r, 0)} for c, r in rows(page, "ages")]
    out["largest"] = []
    for c, r in rows(page, "largest"):
        cells = [x.text() for x in r.all("td")]
        key = next(r.all("bdi")).text()
        carried = [x.text() for d in r.all("div") for x in d.all("bdi")]
        out["largest"].append({
            "currency": c, "difference": none(cells[5]),
            "left": none(cells[3]), "right": none(cells[4]),
            "class": cells[0], "date": "-" if cells[1] == "–" else cells[1],
            "age": None if cells[2] == "–" else int(cells[2].split()[0]),
            "key": key, "carried": "  ".join(carried)})
    for name in ("open", "largest"):
        if not out[name]:
            del out[name]
    return out


def check(page):
    faults = page.faults
    names = [n.attrs["id"] for n in page.root.every() if "id" in n.attrs]
    for n in set(names):
        if names.count(n) > 1:
            faults.append(f"an id twice: {n}")
    for n in page.root.every():
        if n.tag in BAD:
            faults.append(f"an element {n.tag}")
        for a, v in n.attrs.items():
            if a.startswith("on") or a in ("src", "href", "style", "action"):
                faults.append(f"an attribute {a}")
            if a == "aria-labelledby" and v not in names:
                faults.append(f"no {v}")
    for t in page.root.all("table"):
        if not [c for c in t.all("caption") if c.text().strip()]:
            faults.append("a table without a caption")
        for h in t.all("th"):
            if h.attrs.get("scope") not in ("col", "row", "rowgroup"):
                faults.append("a heading without a scope")
        width = len(list(next(t.all("thead")).all("th")))
        for r in t.all("tr"):
            cells = list(r.all("th", "td"))
            n = sum(int(c.attrs.get("colspan", 1)) for c in cells)
            if n != width:
                faults.append(f"a row of {n} cells, not {width}")
            if not list(r.all("th")):
                faults.append("a row without a heading")
    for s in page.root.all("svg"):
        if s.attrs.get("role") != "img" or not list(s.all("title")):
            faults.append("a picture without words")
    html = next(page.root.all("html"))
    if html.attrs.get("lang") not in ("en", "zh-Hans"):
        faults.append("no language")
    if not next(page.root.all("title")).text().strip():
        faults.append("no title")
    heads = [int(n.tag[1]) for n in page.root.every()
             if re.fullmatch("h[1-6]", n.tag)]
    if heads.count(1) != 1 or any(b - a > 1 for a, b in zip(heads, heads[1:])):
        faults.append(f"headings {heads}")
    css = next(page.root.all("style")).text()
    if re.search(r"url\(|@import|expression", css):
        faults.append("the style fetches")
    if len(list(page.root.all("style"))) != 1:
        faults.append("more than one style")
    return faults


def light(colour):
    c = colour.lstrip("#")
    c = "".join(x * 2 for x in c) if len(c) == 3 else c
    parts = [int(c[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4
             for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a, b):
    a, b = sorted((light(a), light(b)))
    return (b + 0.05) / (a + 0.05)


def colours(page):
    css = next(page.root.all("style")).text()
    faults = []
    sets = re.findall(r":root\{([^}]*)\}", css)
    if len(sets) != 3:
        faults.append(f"{len(sets)} sets of colours")
    for text in sets:
        c = dict(re.findall(r"--(\w+):(#\w+)", text))
        for name in ("fg", "mute", "open", "bad", "good"):
            for ground in ("bg", "soft"):
                if contrast(c[name], c[ground]) < 4.5:
                    faults.append(f"{name} on {ground}: {text}")
        for name in ("bar", "late"):
            if contrast(c[name], c["bg"]) < 3:
                faults.append(f"{name}: {text}")
    return faults


def main():
    command, name = sys.argv[1:]
    with open(name, encoding="utf-8", errors="strict", newline="") as f:
        page = Page(f.read())
    if command == "totals":
        print(json.dumps(totals(page), indent=1, ensure_ascii=False))
    elif command == "steps":
        print(json.dumps([p.text() for p in page.root.all("pre")]))
    elif command == "fails":
        for row in page.root.all("tr"):
            if row.attrs.get("class") == "fails":
                print("".join(k if isinstance(k, str) else k.text()
                              for k in next(row.all("th")).kids
                              if isinstance(k, str) or k.tag == "bdi"))
    elif command == "text":
        print(page.root.text())
    else:
        faults = {"check": check, "colours": colours}[command](page)
        print("\n".join(faults), end="\n" if faults else "")
        sys.exit(bool(faults))


main()
