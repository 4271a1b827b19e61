//! Thrift's compact notation, as far as it takes to walk over it: nothing is kept, no room is made.

/// A place in some bytes.
#[derive(Clone)]
pub(crate) struct Thrift<'b> {
    bytes: &'b [u8],
    at: usize,
    depth: u32,
}

/// How deep values may lie in each other.
const DEPTH: u32 = 64;

impl<'b> Thrift<'b> {
    pub const I32: u8 = 5;
    pub const LIST: u8 = 9;
    pub const STRUCT: u8 = 12;

    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0, depth: 0 }
    }

    /// How many bytes have been walked over.
    pub fn at(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied()?;
        self.at += 1;
        Some(byte)
    }

    fn over(&mut self, bytes: u64) -> Option<()> {
        let end = self.at.checked_add(usize::try_from(bytes).ok()?)?;
        (end <= self.bytes.len()).then(|| self.at = end)
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A number that is not negative.
    pub fn whole(&mut self) -> Option<u64> {
        let number = self.number()?;
        (number & 1 == 0).then_some(number >> 1)
    }

    /// The length of a list, no more than there are bytes, and the kind of what is in it.
    pub fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let length = if head >> 4 == 15 { self.number()? } else { u64::from(head >> 4) };
        let left = self.bytes.len().saturating_sub(self.at);
        (length <= left as u64).then_some((length, head & 15))
    }

    /// Walks over a struct; `each` is told the number and kind of a field, and walks over it.
    pub fn fields(&mut self, mut each: impl FnMut(&mut Self, i64, u8) -> Option<()>) -> Option<()> {
        let mut field = 0i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Some(());
            }
            field = match i64::from(head >> 4) {
                0 => i64::try_from(self.whole()?).ok()?,
                more => field.checked_add(more)?,
            };
            each(self, field, head & 15)?;
        }
    }

    /// Walks over a value.
    pub fn skip(&mut self, kind: u8) -> Option<()> {
        self.depth = Some(self.depth + 1).filter(|depth| *depth <= DEPTH)?;
        match kind {
            // In a struct the kind is the value.
            1 | 2 => {}
            3 => self.over(1)?,
            4..=6 => drop(self.number()?),
            7 => self.over(8)?,
            8 => {
                let length = self.number()?;
                self.over(length)?;
            }
            9 | 10 => {
                let (length, kind) = self.list()?;
                for _ in 0..length {
                    match kind {
                        1 | 2 => self.over(1)?,
                        kind => self.skip(kind)?,
                    }
                }
            }
            11 => self.map()?,
            12 => self.fields(|within, _, kind| within.skip(kind))?,
            13 => self.over(16)?,
            _ => return None,
        }
        self.depth -= 1;
        Some(())
    }

    fn map(&mut self) -> Option<()> {
        let length = self.number()?;
        if length == 0 {
            return Some(());
        }
        let kinds = self.byte()?;
        // An entry takes a byte at least, or walking would have no end.
        (length <= self.bytes.len() as u64).then_some(())?;
        for _ in 0..length {
            self.skip(kinds >> 4)?;
            self.skip(kinds & 15)?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::Thrift;

    #[test]
    fn a_struct_is_walked_over_and_a_list_cannot_be_longer_than_what_is_left() {
        // 1: 7 as i32, 3: "ab", 4: list of two i32, the end.
        let bytes = [0x15, 14, 0x28, 2, b'a', b'b', 0x19, 0x25, 2, 4, 0];
        let mut seen = Vec::new();
        let mut thrift = Thrift::new(&bytes);
        let walked = thrift.fields(|within, field, kind| {
            seen.push((field, kind));
            within.skip(kind)
        });
        assert_eq!((walked, thrift.at()), (Some(()), bytes.len()));
        assert_eq!(seen, [(1, 5), (3, 8), (4, 9)]);
        let mut long = Thrift::new(&[0x19, 0xF5, 0xFF, 0xFF, 0x7F]);
        assert_eq!(long.fields(|within, _, kind| within.skip(kind)), None);
    }
}
