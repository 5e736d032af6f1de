//! Measures and scopes by their keys.

use super::schema::{MeasureSpec, MeasuresSpec, ScopeSpec};

impl MeasuresSpec {
    /// Every measure, in order.
    pub fn all(&self) -> impl Iterator<Item = &MeasureSpec> {
        self.groups.iter().flat_map(|group| &group.measures)
    }

    /// A measure by its key.
    pub fn measure(&self, key: impl AsRef<str>) -> Option<&MeasureSpec> {
        self.all().find(|measure| measure.key == key.as_ref())
    }

    /// A scope by its key.
    pub fn scope(&self, key: &str) -> Option<&ScopeSpec> {
        self.scopes.iter().find(|scope| scope.key == key)
    }
}
