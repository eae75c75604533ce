#!/usr/bin/env python3
"""Reads what recon-flow show --json prints, and prints NODE STATE lines."""
import json
import sys

for line in sys.stdin:
    for node in json.loads(line).get("nodes", []):
        print(node["node"], node["state"])
