//! JSON objects in which every `null` has its reason: under the same key of the object's own `missing`.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::insight::known::Known;

/// An object under way. What is known stands under its key; what is not is `null` there, and `missing` of the same
/// object says why in a sentence: `{"median": null, "n": 2, "missing": {"median": "3 mornings needed, there are 2"}}`.
/// Without a `null` there is no `missing`; a known zero is 0.
#[derive(Debug, Default)]
pub struct Object {
    fields: Map<String, Value>,
    missing: Map<String, Value>,
}

impl Object {
    /// A value that is always known.
    #[must_use]
    pub fn put(mut self, key: &str, value: impl Serialize) -> Self {
        self.fields.insert(key.to_owned(), json!(value));
        self
    }

    /// A value, or `null` and why.
    #[must_use]
    pub fn known<T>(mut self, key: &str, value: &Known<T>, show: impl FnOnce(&T) -> Value) -> Self {
        match value {
            Ok(value) => self.fields.insert(key.to_owned(), show(value)),
            Err(why) => {
                self.missing.insert(key.to_owned(), json!(why));
                self.fields.insert(key.to_owned(), Value::Null)
            }
        };
        self
    }

    /// A value, or `null` and why.
    #[must_use]
    pub fn maybe(self, key: &str, value: Option<impl Serialize>, why: impl Into<String>) -> Self {
        self.known(key, &value.ok_or_else(|| why.into()), |value| json!(value))
    }

    /// The finished object.
    #[must_use]
    pub fn done(mut self) -> Value {
        if !self.missing.is_empty() {
            self.fields.insert("missing".into(), Value::Object(self.missing));
        }
        Value::Object(self.fields)
    }
}

/// For tests: where in a value a `null` has no reason, or a reason has no `null`.
#[cfg(test)]
pub fn without_reason(value: &Value) -> Vec<String> {
    fn look(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                let why = fields.get("missing").and_then(Value::as_object);
                for (key, value) in fields.iter().filter(|(key, _)| *key != "missing") {
                    let said = why.and_then(|why| why.get(key)?.as_str()).is_some_and(|why| !why.is_empty());
                    if value.is_null() != said {
                        found.push(format!("{path}.{key}"));
                    }
                    look(value, &format!("{path}.{key}"), found);
                }
                let strays = why.into_iter().flat_map(|why| why.keys()).filter(|key| !fields.contains_key(*key));
                found.extend(strays.map(|key| format!("{path}.missing.{key}")));
            }
            Value::Array(list) => {
                for (place, value) in list.iter().enumerate() {
                    let path = format!("{path}[{place}]");
                    found.extend(value.is_null().then(|| path.clone()));
                    look(value, &path, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    look(value, "", &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_null_with_its_reason_and_zero_is_zero() {
        let object = Object::default().put("n", 0).maybe("level", None::<u8>, "no level");
        let object = object.known("median", &Ok::<_, String>(3), |median| json!(median)).done();
        assert_eq!(object, json!({"n": 0, "level": null, "median": 3, "missing": {"level": "no level"}}));
        assert_eq!(Object::default().put("n", 1).done(), json!({"n": 1}));
    }

    #[test]
    fn a_null_without_its_reason_is_found_and_so_is_a_reason_without_its_null() {
        let bare = json!({"a": null, "b": [null, {"c": 1, "missing": {"c": "why", "d": "why"}}], "e": {"f": null}});
        assert_eq!(without_reason(&bare), [".a", ".b[0]", ".b[1].c", ".b[1].missing.d", ".e.f"]);
        assert!(without_reason(&json!({"a": null, "missing": {"a": "none"}})).is_empty());
    }
}
