#!/usr/bin/env python3
"""pictures.py COMMAND FILE: what a picture of a flow says, in one form whoever
drew it: a line for each node, "n0: LINE | LINE", and for each condition on an
edge, ": CONDITION", sorted.

dot      text for dot
svg      what dot made of it
mermaid  the page of mermaid.html, as a browser dumped it
page     the page of recon-flow draw --html, or its picture
"""
import html
import json
import re
import sys
from xml.etree import ElementTree


def line(name, lines):
    text = " | ".join(" ".join(part.split()) for part in lines)
    return f"{name}: {text}"


def unquote(text):
    out, i = "", 0
    while i < len(text):
        if text[i] == "\\":
            i += 1
            out += "\n" if text[i] == "n" else text[i]
        else:
            out += text[i]
        i += 1
    return html.unescape(out)


def of_dot(text):
    for row in text.splitlines():
        m = re.match(r'\s+(\w+)(?: -> \w+)? \[.*?label="((?:[^"\\]|\\.)*)"', row)
        if m:
            name = "" if " -> " in row.split("[")[0] else m[1]
            yield line(name, unquote(m[2]).split("\n"))


def of_svg(text):
    ns = "{http://www.w3.org/2000/svg}"
    for g in ElementTree.fromstring(text).iter(ns + "g"):
        lines = [t.text or "" for t in g.findall(ns + "text")]
        if g.get("class") == "node":
            yield line(g.find(ns + "title").text, lines)
        elif g.get("class") == "edge" and lines:
            yield line("", lines)


def of_mermaid(text):
    m = re.search(r'<pre id="got">(.*?)</pre>', text, re.S)
    if not m:
        sys.exit("mermaid drew nothing")
    got = json.loads(html.unescape(m[1]))
    if "error" in got:
        sys.exit("mermaid: " + got["error"])
    seen = [(name, lines) for name, lines in got["nodes"].items()]
    seen += [("", [label]) for label in got["edges"]]
    for name, lines in seen:  # but for a joiner that nobody sees
        yield line(name, lines).replace("\\\u2060n", "\\n")


def of_page(text):
    m = re.search(r"<svg.*?</svg>", text, re.S)
    root = ElementTree.fromstring(m[0])
    points = ["start", "finish"]
    for g in root.iter("g"):
        lines = [t.text or "" for t in g.findall("text")]
        kind = g.get("class").split()
        if "c" in kind:
            title = g.find("text/title")
            yield line("", [title.text if title is not None else lines[0]])
        elif lines in (["Start"], ["End"]):
            yield line(points[lines == ["End"]], lines)
    for a in root.iter("a"):
        lines = [t.text or "" for t in a.findall("g/text")]
        yield line(a.get("href").replace("#N", "n"), lines)


FORMS = {"dot": of_dot, "svg": of_svg, "mermaid": of_mermaid, "page": of_page}

if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as f:
        print(*sorted(FORMS[sys.argv[1]](f.read())), sep="\n")
