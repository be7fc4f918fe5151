//! Reading text that must already be canonical, in place: nothing is copied, nothing is written again.
//!
//! What an export says is hashed as it stands, so it has to be the one text of its value, and there is a lot of it.

use super::{MAX_DEPTH, MAX_INTEGER};

/// The text is not canonical, or not what was expected, at this byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stopped(pub(crate) usize);

/// A place in a text.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Here.
    pub(crate) const fn place(&self) -> Stopped {
        Stopped(self.at)
    }

    fn stopped<T>(&self) -> Result<T, Stopped> {
        Err(Stopped(self.at))
    }

    /// Passes over exactly this.
    pub(crate) fn expect(&mut self, literal: &str) -> Result<(), Stopped> {
        if !self.next_is(literal) {
            return self.stopped();
        }
        self.at += literal.len();
        Ok(())
    }

    /// Whether this comes next.
    pub(crate) fn next_is(&self, literal: &str) -> bool {
        self.rest().starts_with(literal.as_bytes())
    }

    /// Nothing may follow.
    pub(crate) fn end(&self) -> Result<(), Stopped> {
        if self.rest().is_empty() {
            Ok(())
        } else {
            self.stopped()
        }
    }

    /// The text that `read` passes over.
    pub(crate) fn slice<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Stopped>,
    ) -> Result<(&'a str, T), Stopped> {
        let from = self.at;
        let read = read(self)?;
        Ok((&self.text[from..self.at], read))
    }

    /// A string of exactly `length` bytes that `parse` takes, between quotes.
    pub(crate) fn quoted<T>(
        &mut self,
        length: usize,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Result<T, Stopped> {
        let inside = self.text.get(self.at + 1..self.at + 1 + length);
        let quote = |at: usize| self.text.as_bytes().get(at) == Some(&b'"');
        match inside.and_then(parse) {
            Some(parsed) if quote(self.at) && quote(self.at + 1 + length) => {
                self.at += length + 2;
                Ok(parsed)
            }
            _ => self.stopped(),
        }
    }

    /// A whole number up to 2^53 − 1.
    pub(crate) fn natural(&mut self) -> Result<u64, Stopped> {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit());
        // Sixteen digits hold the largest number, and never overflow.
        let digits = digits.take(17).count();
        let text = &self.rest()[..digits];
        let number = text
            .iter()
            .fold(0, |number, digit| number * 10 + u64::from(digit - b'0'));
        let one_text = digits == 1 || (digits > 1 && text[0] != b'0');
        if !one_text || digits > 16 || number > MAX_INTEGER {
            return self.stopped();
        }
        self.at += digits;
        Ok(number)
    }

    /// A string with its quotes, escaped as RFC 8785 does. Returns what is between the quotes, still escaped.
    pub(crate) fn string(&mut self) -> Result<&'a str, Stopped> {
        self.expect("\"")?;
        let from = self.at;
        loop {
            let rest = self.rest();
            let plain = rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
            self.at += plain.ok_or(Stopped(self.at + rest.len()))?;
            match self.rest() {
                [b'"', ..] => break,
                [b'\\', b'"' | b'\\' | b'b' | b't' | b'n' | b'f' | b'r', ..] => self.at += 2,
                [b'\\', b'u', b'0', b'0', high, low, ..] if control(*high, *low) => self.at += 6,
                _ => return self.stopped(),
            }
        }
        let inside = &self.text[from..self.at];
        self.at += 1;
        Ok(inside)
    }

    /// Any value, at most [`MAX_DEPTH`] containers deep.
    pub(crate) fn value(&mut self) -> Result<(), Stopped> {
        self.value_within(MAX_DEPTH)
    }

    fn value_within(&mut self, depth: usize) -> Result<(), Stopped> {
        match self.rest().first() {
            Some(b'"') => self.string().map(drop),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            Some(b'n') => self.expect("null"),
            Some(b't') => self.expect("true"),
            Some(b'f') => self.expect("false"),
            Some(b'-') if self.next_is("-0") => self.stopped(),
            Some(b'-') => {
                self.at += 1;
                self.natural().map(drop)
            }
            _ => self.natural().map(drop),
        }
    }

    fn array(&mut self, depth: usize) -> Result<(), Stopped> {
        let Some(depth) = depth.checked_sub(1) else {
            return self.stopped();
        };
        self.expect("[")?;
        if self.next_is("]") {
            return self.expect("]");
        }
        loop {
            self.value_within(depth)?;
            if self.next_is("]") {
                return self.expect("]");
            }
            self.expect(",")?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<(), Stopped> {
        let Some(depth) = depth.checked_sub(1) else {
            return self.stopped();
        };
        self.expect("{")?;
        if self.next_is("}") {
            return self.expect("}");
        }
        let mut before: Option<&str> = None;
        loop {
            let from = self.at;
            let key = self.string()?;
            if !key.is_ascii() || before.is_some_and(|before| !in_order(before, key)) {
                return Err(Stopped(from));
            }
            before = Some(key);
            self.expect(":")?;
            self.value_within(depth)?;
            if self.next_is("}") {
                return self.expect("}");
            }
            self.expect(",")?;
        }
    }
}

/// Whether `\u00hl` is the escape of a control character that has no shorter one; U+0000 has no escape.
fn control(high: u8, low: u8) -> bool {
    match high {
        b'0' => matches!(low, b'1'..=b'7' | b'b' | b'e' | b'f'),
        b'1' => matches!(low, b'0'..=b'9' | b'a'..=b'f'),
        _ => false,
    }
}

/// Whether two keys, still escaped, are in the order of their characters and not the same.
fn in_order(before: &str, key: &str) -> bool {
    if before.contains('\\') || key.contains('\\') {
        unescaped(before).lt(unescaped(key))
    } else {
        before < key
    }
}

/// The bytes that a string passed over by [`Scanner::string`] stands for.
pub(crate) fn unescaped(escaped: &str) -> impl Iterator<Item = u8> {
    let mut bytes = escaped.bytes();
    std::iter::from_fn(move || match bytes.next()? {
        b'\\' => Some(match bytes.next()? {
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'f' => 12,
            b'r' => b'\r',
            b'u' => {
                let mut digit = || char::from(bytes.next().unwrap_or(b'0')).to_digit(16);
                let digits = [digit(), digit(), digit(), digit()];
                digits
                    .into_iter()
                    .flatten()
                    .fold(0, |byte, digit| byte * 16 + digit as u8)
            }
            other => other,
        }),
        byte => Some(byte),
    })
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
