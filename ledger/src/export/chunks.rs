//! An export cut into runs of whole lines, without looking at what they say.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memrchr};

use super::MAX_LINE;

/// How much is handed to a worker at once, in bytes, where lines are not longer.
const CHUNK: usize = 1 << 20;

/// Consecutive lines.
pub(super) struct Chunk {
    /// The lines, each with its newline; only the last of the source may lack it.
    pub(super) bytes: Vec<u8>,
    /// How many newlines there are.
    pub(super) lines: u64,
}

/// Cuts a source into chunks.
pub(super) struct Chunks<R> {
    source: R,
    rest: Vec<u8>,
    /// Bytes handed out.
    pub(super) passed: u64,
}

impl<R: Read> Chunks<R> {
    pub(super) const fn new(source: R) -> Self {
        Self {
            source,
            rest: Vec::new(),
            passed: 0,
        }
    }

    /// The first line, with its newline if it has one; one that is too long comes without it.
    pub(super) fn first_line(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = self.fill(CHUNK)?;
        let mut end = memchr(b'\n', &bytes);
        if end.is_none() && bytes.len() >= CHUNK {
            self.rest = bytes;
            bytes = self.fill(MAX_LINE + 2)?;
            end = memchr(b'\n', &bytes);
        }
        self.rest = bytes.split_off(end.map_or(bytes.len(), |end| end + 1));
        self.passed += bytes.len() as u64;
        Ok(bytes)
    }

    /// The next lines; `None` at the end. A line that is too long comes without its newline, and with nothing after it.
    pub(super) fn next(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = self.fill(CHUNK)?;
        let mut end = last_line_end(&bytes);
        if end.is_none() && bytes.len() >= CHUNK {
            self.rest = bytes;
            bytes = self.fill(MAX_LINE + 2)?;
            end = last_line_end(&bytes);
        }
        if let Some(end) = end {
            self.rest = bytes.split_off(end);
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        self.passed += bytes.len() as u64;
        let lines = memchr_iter(b'\n', &bytes).count() as u64;
        Ok(Some(Chunk { bytes, lines }))
    }

    /// What is left over and as much more as makes `most` bytes, if there is so much.
    fn fill(&mut self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = std::mem::take(&mut self.rest);
        let more = most.saturating_sub(bytes.len());
        bytes.reserve_exact(more);
        self.source
            .by_ref()
            .take(more as u64)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn last_line_end(bytes: &[u8]) -> Option<usize> {
    memrchr(b'\n', bytes).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the lines' lengths, what comes out is what went in, in whole lines.
    #[test]
    fn nothing_is_lost() {
        let mut text = Vec::new();
        for length in [
            0,
            1,
            CHUNK - 2,
            CHUNK - 1,
            CHUNK,
            5,
            MAX_LINE,
            0,
            3 * CHUNK,
            7,
        ] {
            text.resize(text.len() + length, b'x');
            text.push(b'\n');
        }
        for cut in [0, 1, 2, 8, 9] {
            let text = &text[..text.len() - cut];
            let mut chunks = Chunks::new(text);
            let mut all = chunks.first_line().unwrap();
            assert_eq!(all, b"\n");
            while let Some(chunk) = chunks.next().unwrap() {
                let newlines = chunk.bytes.iter().filter(|byte| **byte == b'\n').count();
                assert_eq!(chunk.lines, newlines as u64);
                all.extend(chunk.bytes);
                assert!(all.ends_with(b"\n") || all.len() == text.len());
            }
            assert!(all == text);
            assert_eq!(chunks.passed, text.len() as u64);
        }
    }
}
