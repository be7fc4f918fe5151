"""Feeds by libraries: Atom by feedparser, and by lxml against the grammar of RFC 4287; JSON Feed by jsonschema.

Reads a list of {"url", "type", "body"} and answers with what is wrong with each: grammar, and the rules that the W3C's feed
validator adds to it (unique absolute ids, RFC 3339 times in order, absolute addresses, an author, a link to itself).
"""
import json
import pathlib
import re
import sys
from urllib.parse import urlsplit

import feedparser
import jsonschema
from lxml import etree

HERE = pathlib.Path(__file__).parent
GRAMMAR = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
SCHEMA = jsonschema.Draft202012Validator(json.loads((HERE / "json-feed.schema.json").read_text()))
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def common(entries, faults):
    """Entries as (id, published, updated, address)."""
    ids = [entry[0] for entry in entries]
    faults += [f"the id {one} is there twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    for name, published, updated, address in entries:
        if not urlsplit(name).scheme:
            faults.append(f"the id {name} is no absolute IRI")
        if not urlsplit(address or "").netloc:
            faults.append(f"{name} has no absolute address")
        times = [time for time in (published, updated) if time]
        if not all(TIME.fullmatch(time) for time in times):
            faults.append(f"{name} has a time that is not RFC 3339: {times}")
        elif published and updated and feedparser.datetimes._parse_date(published) > feedparser.datetimes._parse_date(updated):
            faults.append(f"{name} was updated before it was published")


def atom(url, body):
    faults = []
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [f"not XML: {error}"]
    if not GRAMMAR.validate(root):
        faults += [str(error.message) for error in GRAMMAR.error_log]
    parsed = feedparser.parse(body)
    if parsed.bozo:
        faults.append(f"feedparser: {parsed.bozo_exception}")
    if parsed.version != "atom10":
        faults.append(f"feedparser takes it for {parsed.version}")
    if not root.get("{http://www.w3.org/XML/1998/namespace}lang"):
        faults.append("the feed names no language")

    def text(element, path):
        return element.findtext(path, namespaces=ATOM)

    def links(element, rel):
        return [link.get("href") for link in element.findall("a:link", ATOM) if link.get("rel", "alternate") == rel]

    if links(root, "self") != [url]:
        faults.append(f"the feed of {url} links to itself as {links(root, 'self')}")
    entries = root.findall("a:entry", ATOM)
    if len(parsed.entries) != len(entries):
        faults.append("feedparser finds other entries")
    for element in (root, *entries):
        kinds = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall("a:link", ATOM)]
        if len(set(kinds)) != len(kinds):
            faults.append(f"links of one kind: {kinds}")
        if element is not root and not (text(root, "a:author/a:name") or text(element, "a:author/a:name")):
            faults.append(f"{text(element, 'a:id')} has no author")
    common([(text(root, "a:id") or "", None, text(root, "a:updated"), url)], faults)
    common(
        [
            (text(one, "a:id") or "", text(one, "a:published"), text(one, "a:updated"), (links(one, "alternate") or [""])[0])
            for one in entries
        ],
        faults,
    )
    return faults


def json_feed(url, body):
    try:
        feed = json.loads(body)
    except ValueError as error:
        return [f"not JSON: {error}"]
    faults = [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(feed)]
    if faults:
        return faults
    if feed.get("feed_url") != url:
        faults.append(f"the feed of {url} says it is {feed.get('feed_url')}")
    common(
        [(one["id"], one.get("date_published"), one.get("date_modified"), one.get("url")) for one in feed["items"]],
        faults,
    )
    return faults


answers = []
for feed in json.load(sys.stdin):
    kind = feed["type"].partition(";")[0]
    read = {"application/atom+xml": atom, "application/feed+json": json_feed}.get(kind)
    answers.append(read(feed["url"], feed["body"].encode()) if read else [f"no feed: {feed['type']}"])
json.dump(answers, sys.stdout, ensure_ascii=False)
