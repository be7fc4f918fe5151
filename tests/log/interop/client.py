#!/usr/bin/env python3
"""A second verifier of the public log: Python 3 and its standard library, written from the specifications alone.

    client.py URL KEY [--old NOTE]... [--index N]... [--witness KEY]... [--receipt FILE]... [--bundle FILE]... [--proof FILE]...

URL is where `checkpoint` and `tile/` lie, KEY the log's public key (C2SP signed-note). It reads the checkpoint, every
tile and every entry; each argument after these adds a check. It prints what it found and ends with 0 if all of it
holds, else with 1 and one line that says what does not.

RFC 6962 and 9162 (tree, proofs), RFC 8032 (Ed25519), C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-cosignature,
tlog-proof, and docs/history-format.md.
"""
import argparse
import base64
import hashlib
import json
import re
import sys
import urllib.request


class Wrong(Exception):
    """Something does not hold."""


def must(holds, what):
    if not holds:
        raise Wrong(what)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text, what):
    raw = base64.b64decode(text, validate=True)
    must(base64.b64encode(raw).decode() == text, f"{what} is not the base64 of its bytes")
    return raw


def unhex(text, what):
    must(re.fullmatch("[0-9a-f]{64}", text), f"{what} is not 32 bytes in lower-case hex")
    return bytes.fromhex(text)


# Ed25519: RFC 8032, section 5.1 and the formulas of section 5.1.4. Points are (X, Y, Z, T).

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
BASE = (15112221349535400772501151409588531511454012693041857206046113283949847762202,
        46316835694926478169428394003475163141307993866256225615783033603165251855960)


def point_add(a, b):
    t1, t2 = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t3, t4 = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = t2 - t1, t4 - t3, t4 + t3, t2 + t1
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_multiply(scalar, point):
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = point_add(result, point)
        point, scalar = point_add(point, point), scalar >> 1
    return result


def point_read(raw):
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def is_signed(public, message, signature):
    key, r = point_read(public), point_read(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or r is None or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    a = point_multiply(s, (*BASE, 1, BASE[0] * BASE[1] % P))
    b = point_add(r, point_multiply(k, key))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


# Signed notes, checkpoints, cosignatures.


class Key:
    """`name+id+base64` of an algorithm byte (1: Ed25519 notes, 4: cosignatures) and the public key."""

    def __init__(self, text, algorithm):
        self.name, self.id, material = text.strip().split("+", 2)
        material = unbase64(material, "the key")
        must(len(material) == 33 and material[0] == algorithm, f"the key of {self.name} is of another kind")
        must(sha256(self.name.encode(), b"\n", material)[:4].hex() == self.id, f"the key of {self.name} has another id")
        self.public = material[1:]

    def line(self, signatures):
        """The bytes after the key's id on this key's signature line."""
        for name, raw in signatures:
            if name == self.name and raw[:4].hex() == self.id:
                return raw[4:]
        raise Wrong(f"no signature of {self.name}+{self.id}")


def note(text):
    """The signed text and its signatures, as (name, bytes)."""
    at = text.rfind("\n\n")
    must(at >= 0 and text.endswith("\n"), "not a signed note")
    lines = [re.fullmatch("— ([^ +]+) ([A-Za-z0-9+/=]+)", line) for line in text[at + 2:-1].split("\n")]
    must(all(lines), "a line below the note is no signature")
    return text[:at + 1], [(line[1], unbase64(line[2], "a signature")) for line in lines]


def checkpoint(text, key, witnesses=()):
    """Size and root, once the log has signed them and the witnesses have cosigned."""
    signed, signatures = note(text)
    must(is_signed(key.public, signed.encode(), key.line(signatures)), "the checkpoint's signature does not hold")
    lines = signed.split("\n")
    must(len(lines) == 4 and lines[3] == "" and lines[0] == key.name, "the checkpoint has other lines than three")
    must(re.fullmatch("0|[1-9][0-9]*", lines[1]), "the checkpoint's size is no number")
    root = unbase64(lines[2], "the root")
    must(len(root) == 32, "the root is not 32 bytes")
    for witness in witnesses:
        line = witness.line(signatures)
        time = int.from_bytes(line[:8], "big")
        message = f"cosignature/v1\ntime {time}\n{signed}".encode()
        must(is_signed(witness.public, message, line[8:]), f"the cosignature of {witness.name} does not hold")
    return int(lines[1]), root


# The tree: RFC 6962, section 2.1; verification by RFC 9162, sections 2.1.3.2 and 2.1.4.2.


def leaf_hash(entry):
    return sha256(b"\0", entry)


def node_hash(left, right):
    return sha256(b"\1", left, right)


def included(leaf, index, size, proof, root):
    first, last = index, size - 1
    must(first <= last, f"index {index} lies beyond {size} entries")
    for node in proof:
        must(last, "the proof is too long")
        if first & 1 or first == last:
            leaf = node_hash(node, leaf)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            leaf = node_hash(leaf, node)
        first, last = first >> 1, last >> 1
    must(last == 0 and leaf == root, f"index {index} is not shown to be in the tree of {size} entries")


def consistent(old, old_root, new, new_root, proof):
    if old in (0, new):
        must(not proof and (old == 0 or old_root == new_root), "two trees of one size differ")
        return
    must(old < new, f"the log shrank from {old} to {new} entries")
    proof = ([old_root] if old & (old - 1) == 0 else []) + proof
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old_hash = new_hash = proof[0]
    for node in proof[1:]:
        must(last, "the proof is too long")
        if first & 1 or first == last:
            old_hash, new_hash = node_hash(node, old_hash), node_hash(node, new_hash)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            new_hash = node_hash(new_hash, node)
        first, last = first >> 1, last >> 1
    must(last == 0 and (old_hash, new_hash) == (old_root, new_root), f"the first {old} of {new} entries are others")


def fold(hashes):
    """The root of a whole tile."""
    while len(hashes) > 1:
        hashes = [node_hash(*hashes[at:at + 2]) for at in range(0, len(hashes), 2)]
    return hashes[0]


def split(size):
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


class Log:
    """The log under one checkpoint: C2SP tlog-tiles."""

    def __init__(self, url, size):
        self.url, self.size, self.tiles, self.entries = url.rstrip("/"), size, {}, []
        for number in range(-(-size // 256)):
            bundle = self.get("entries", number, size)
            while bundle:
                length = int.from_bytes(bundle[:2], "big")
                must(length == 32 and len(bundle) >= 34, f"entry {len(self.entries)} is not 32 bytes")
                self.entries.append(bundle[2:34])
                bundle = bundle[34:]
        must(len(self.entries) == size, f"{len(self.entries)} entries, not {size}")
        hashes, level = [leaf_hash(entry) for entry in self.entries], 0
        while hashes:
            for number in range(-(-len(hashes) // 256)):
                tile = self.get(str(level), number, len(hashes))
                must(tile == b"".join(hashes[number * 256:number * 256 + 256]), f"tile {level}/{number} is another")
            self.tiles[level] = hashes
            below = [hashes[at:at + 256] for at in range(0, len(hashes) // 256 * 256, 256)]
            hashes, level = [fold(tile) for tile in below], level + 1

    def get(self, level, number, hashes):
        width = min(256, hashes - number * 256)
        groups = re.findall("...", f"{number:0{-(-len(str(number)) // 3) * 3}}")
        path = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
        return fetch(f"{self.url}/tile/{level}/{path}" + (f".p/{width}" if width < 256 else ""))

    def subtree(self, height, index):
        if height % 8 == 0:
            return self.tiles[height // 8][index]
        return node_hash(self.subtree(height - 1, 2 * index), self.subtree(height - 1, 2 * index + 1))

    def root(self, first, end):
        """MTH(D[first:end])"""
        size = end - first
        if size == 0:
            return sha256()
        if size & (size - 1) == 0:
            return self.subtree(size.bit_length() - 1, first // size)
        return node_hash(self.root(first, first + split(size)), self.root(first + split(size), end))

    def path(self, index, first, end):
        """PATH(m, D[n])"""
        if end - first == 1:
            return []
        middle = first + split(end - first)
        if index < middle:
            return self.path(index, first, middle) + [self.root(middle, end)]
        return self.path(index, middle, end) + [self.root(first, middle)]

    def subproof(self, old, first, end, whole):
        """SUBPROOF(m, D[n], b)"""
        if old == end:
            return [] if whole else [self.root(first, end)]
        middle = first + split(end - first)
        if old <= middle:
            return self.subproof(old, first, middle, whole) + [self.root(middle, end)]
        return self.subproof(old, middle, end, False) + [self.root(first, middle)]

    def follows(self, old, old_root):
        """That this log is the older one, grown, or has been it."""
        proof = self.subproof(old, 0, self.size, True) if 0 < old < self.size else []
        consistent(old, old_root, self.size, self.root(0, self.size), proof)

    def holds(self, entry, index):
        proof = self.path(index, 0, self.size) if index < self.size else []
        included(leaf_hash(entry), index, self.size, proof, self.root(0, self.size))


def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.read()
    except OSError as error:
        raise Wrong(f"{url}: {error}") from error


# Histories: docs/history-format.md.


def once(pairs):
    must(len({key for key, _ in pairs}) == len(pairs), "an object has a key twice")
    return dict(pairs)


def refuse(text):
    raise Wrong(f"{text} is no number of the format")


def read_json(text):
    return json.loads(text, object_pairs_hook=once, parse_float=refuse, parse_constant=refuse)


def canonical(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def event_hash(header):
    return sha256(b"sajam-history/v1/event\n", canonical(header))


HEADER = {"v", "stream", "seq", "type", "type_version", "at", "prev", "payload", "context"}


def check_bundle(text, key, log, witnesses):
    bundle = read_json(text)
    must(set(bundle) == {"format", "origin", "events", "checkpoint"}, "the bundle has other keys")
    must((bundle["format"], bundle["origin"]) == ("sajam-history/v1", key.name), "the bundle is of another log or format")
    size, root = checkpoint(bundle["checkpoint"], key, witnesses)
    must(bundle["events"], "the bundle holds no events")
    prev, last_at, last_index, stream = "0" * 64, "", -1, bundle["events"][0]["header"]["stream"]
    for seq, event in enumerate(bundle["events"], 1):
        header = event["header"]
        must(set(event) == {"header", "hash", "payload", "context", "log"} and set(header) == HEADER, f"event {seq} has other keys")
        must((header["v"], header["seq"], header["stream"]) == (1, seq, stream), f"event {seq} is another")
        must(header["prev"] == prev and header["at"] >= last_at, f"event {seq} does not follow the one before it")
        prev, last_at = event["hash"], header["at"]
        must(event_hash(header).hex() == prev, f"event {seq} has another hash")
        for label in ("payload", "context"):
            if event[label] is not None:
                prefix, salt = f"sajam-history/v1/{label}\n".encode(), unhex(event[label]["salt"], "a salt")
                opened = sha256(prefix, salt, canonical(event[label]["value"]))
                must(set(event[label]) == {"salt", "value"} and opened.hex() == header[label], f"event {seq} has another {label}")
        if event["log"] is None:
            last_index = None
            continue
        must(set(event["log"]) == {"index", "proof"}, f"event {seq} has other keys")
        must(last_index is not None and event["log"]["index"] > last_index, f"event {seq} lies before the one it follows")
        last_index = event["log"]["index"]
        proof = [unhex(node, "a node") for node in event["log"]["proof"]]
        included(leaf_hash(unhex(prev, "a hash")), last_index, size, proof, root)
        if size <= log.size:
            log.holds(unhex(prev, "a hash"), last_index)
    if size <= log.size:
        log.follows(size, root)
    return len(bundle["events"])


def check_receipt(text, key, log):
    signed, signatures = note(text)
    lines = signed.split("\n")
    must(len(lines) == 5 and lines[4] == "" and lines[0] == f"{key.name}/receipt", "not a receipt of this log")
    must(len(signatures) == 1, "the receipt has other signatures")
    must(is_signed(key.public, signed.encode(), key.line(signatures)), "the receipt's signature does not hold")
    must(unbase64(lines[1], "the receipt's hash") in log.entries, f"the log lacks the receipt's event, promised by {lines[3]}")


def check_proof(text, key, log, witnesses):
    head, _, signed = text.partition("\n\n")
    lines = head.split("\n")
    must(lines[0] == "c2sp.org/tlog-proof@v1" and lines[1].startswith("extra "), "not a proof with its event")
    must(re.fullmatch("index (0|[1-9][0-9]*)", lines[2]), "the proof has no index")
    header, index = unbase64(lines[1][6:], "the extra line"), int(lines[2][6:])
    must(canonical(read_json(header.decode())) == header, "the event's header is not in canonical form")
    size, root = checkpoint(signed, key, witnesses)
    entry = sha256(b"sajam-history/v1/event\n", header)
    included(leaf_hash(entry), index, size, [unbase64(line, "a node") for line in lines[3:]], root)
    log.follows(size, root)
    log.holds(entry, index)


def main():
    parser = argparse.ArgumentParser(description="Verifies a public log and what was handed out about it.")
    parser.add_argument("url")
    parser.add_argument("key")
    for name in ("old", "receipt", "bundle", "proof", "witness"):
        parser.add_argument(f"--{name}", action="append", default=[])
    parser.add_argument("--index", action="append", default=[], type=int)
    given = parser.parse_args()

    def files(paths):
        for path in paths:
            with open(path, encoding="utf-8", newline="") as file:
                yield file.read()

    key, witnesses = Key(given.key, 1), [Key(witness, 4) for witness in given.witness]
    size, root = checkpoint(fetch(f"{given.url.rstrip('/')}/checkpoint").decode(), key, witnesses)
    log = Log(given.url, size)
    must(log.root(0, size) == root, "the entries have another root than the checkpoint")
    for index in given.index:
        must(index < size, f"index {index} lies beyond {size} entries")
        log.holds(log.entries[index], index)
    for text in files(given.old):
        log.follows(*checkpoint(text, key))
    for text in files(given.receipt):
        check_receipt(text, key, log)
    events = sum(check_bundle(text, key, log, witnesses) for text in files(given.bundle))
    for text in files(given.proof):
        check_proof(text, key, log, witnesses)
    print(f"{size} entries, {len(given.index)} proofs, {len(given.old)} older checkpoints, {len(witnesses)} witnesses, "
          f"{len(given.receipt)} receipts, {events} events, {len(given.proof)} texts of proof: all hold")


if __name__ == "__main__":
    try:
        main()
    except (Wrong, ValueError, KeyError, TypeError, IndexError) as error:
        sys.exit(f"wrong: {error}")
