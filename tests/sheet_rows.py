#!/usr/bin/python3
"""sheet_rows.py FILE: the sheets of a workbook as openpyxl reads them, a line a
row, a cell as its type, its value and the form of its number. The python3 of
the system, which has python3-openpyxl."""
import sys
import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
for sheet in book:
    print("==", sheet.title, sheet.dimensions, sheet.freeze_panes,
          sheet.auto_filter.ref)
    for row in sheet.rows:
        cells = []
        for c in row:
            if c.value is None:
                cells.append("-")
            elif c.data_type == "d":
                cells.append("d " + c.value.strftime("%Y-%m-%d"))
            elif c.data_type == "n":
                cells.append(f"n {c.value!r} {c.number_format}")
            else:
                cells.append(f"{c.data_type} {c.value}")
        print(" | ".join(cells))
