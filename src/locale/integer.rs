//! Numbers as templates hand them over: of any width, behind any number of references.

/// A whole number that can be written out.
pub trait Integer {
    /// The number; what is beyond 63 bits is as good as the largest.
    fn whole(&self) -> i64;
}

macro_rules! whole {
    ($($number:ty),*) => {$(
        impl Integer for $number {
            fn whole(&self) -> i64 {
                i64::try_from(*self).unwrap_or(i64::MAX)
            }
        }
    )*};
}

whole!(i16, i32, u8, u16, u32, u64, usize);

impl Integer for i64 {
    fn whole(&self) -> i64 {
        *self
    }
}

impl<T: Integer + ?Sized> Integer for &T {
    fn whole(&self) -> i64 {
        (**self).whole()
    }
}
