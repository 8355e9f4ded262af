use std::fmt;

use serde::{Deserialize, Serialize};

/// Personal data (dữ liệu cá nhân): it can be stored and shown to who may see it,
/// but never printed or logged by accident.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    pub fn new(value: T) -> Self {
        Self(value)
    }
    /// The value itself. Each call is a place that shows personal data to somebody.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(personal)")
    }
}
