//! Fields under a key that is nearly a known one, of records at every depth: found, and put where they are meant to be.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::record::{Extra, Object, Raw};
use super::spelling::near;

/// A key that is a letter or two away from a known one of the same record.
#[derive(Clone, Copy, Debug)]
pub struct StrayKey<'a> {
    /// The key.
    pub key: &'a str,
    /// The key that is probably meant.
    pub meant: &'static str,
}

/// What of a record, at every depth, stands under a key that is nearly a known one.
pub trait Strays {
    /// The keys that it knows.
    fn keys() -> &'static [&'static str]
    where
        Self: Sized;
    /// Shows each of them.
    fn strays<'a>(&'a self, see: &mut dyn FnMut(StrayKey<'a>));
    /// Puts each under the key that is meant, where nothing stands there and it can be read as that.
    fn mend(&mut self);
}

impl<T: Strays> Strays for Option<T> {
    fn keys() -> &'static [&'static str] {
        T::keys()
    }
    fn strays<'a>(&'a self, see: &mut dyn FnMut(StrayKey<'a>)) {
        self.iter().for_each(|one| one.strays(see));
    }
    fn mend(&mut self) {
        self.iter_mut().for_each(Strays::mend);
    }
}

impl<T: Strays> Strays for Vec<T> {
    fn keys() -> &'static [&'static str] {
        T::keys()
    }
    fn strays<'a>(&'a self, see: &mut dyn FnMut(StrayKey<'a>)) {
        self.iter().for_each(|one| one.strays(see));
    }
    fn mend(&mut self) {
        self.iter_mut().for_each(Strays::mend);
    }
}

/// Shows each key of unknown fields that is nearly one of these.
pub fn nearly_known<'a>(extra: &'a Extra, known: &[&'static str], see: &mut dyn FnMut(StrayKey<'a>)) {
    for (key, _) in extra.iter() {
        if let Some(meant) = meant(key, known) {
            see(StrayKey { key, meant });
        }
    }
}

/// The known key that is probably meant by another.
fn meant(key: &str, known: &[&'static str]) -> Option<&'static str> {
    known.iter().copied().find(|known| near(key, known))
}

/// Puts what stands under nearly known keys of a record itself, not of what is in it, under those that are meant, where
/// nothing stands there.
pub fn rename_strays<T: Strays + Serialize + DeserializeOwned + PartialEq>(record: &mut T) {
    let read = |fields: &Object| serde_json::from_str::<T>(Raw::of(fields).text()).ok();
    let fields = Object::of(record);
    let unknown = fields.extra.iter().filter(|(key, _)| !T::keys().contains(key));
    for (key, value, meant) in unknown.filter_map(|(key, value)| Some((key, value, meant(key, T::keys())?))) {
        let mut mended = Object::of(record);
        mended.extra.set(meant, None);
        // a field that is written although nothing is in it says the same when it is left out
        if read(&mended).is_some_and(|without| without == *record) {
            mended.extra.set(key, None);
            mended.extra.set(meant, Some(value.clone()));
            read(&mended).into_iter().for_each(|mended| *record = mended);
        }
    }
}

/// A field of a record, so that the compiler finds out whether it is a record, or holds some: the method of the nearer
/// trait is taken where the field has it, that of the other where not.
pub struct Within<'a, T>(pub &'a T);
/// The same, to be mended.
pub struct WithinMut<'a, T>(pub &'a mut T);

/// Of a field that is a record, or holds some.
pub trait Inner<'a> {
    /// See [`Strays::strays`].
    fn strays(&self, see: &mut dyn FnMut(StrayKey<'a>));
}
impl<'a, T: Strays> Inner<'a> for Within<'a, T> {
    fn strays(&self, see: &mut dyn FnMut(StrayKey<'a>)) {
        self.0.strays(see);
    }
}
/// Of any other field: it has no keys.
pub trait InnerOfNone<'a> {
    /// Shows nothing.
    fn strays(&self, _: &mut dyn FnMut(StrayKey<'a>)) {}
}
impl<'a, T> InnerOfNone<'a> for &Within<'a, T> {}

/// As [`Inner`], to be mended.
pub trait InnerMut {
    /// See [`Strays::mend`].
    fn mend(&mut self);
}
impl<T: Strays> InnerMut for WithinMut<'_, T> {
    fn mend(&mut self) {
        self.0.mend();
    }
}
/// As [`InnerOfNone`].
pub trait InnerMutOfNone {
    /// Mends nothing.
    fn mend(&mut self) {}
}
impl<T> InnerMutOfNone for &mut WithinMut<'_, T> {}
