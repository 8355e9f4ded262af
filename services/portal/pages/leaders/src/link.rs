//! Addresses of the dossiers behind a figure.

use portal_ui::format;

/// The figures of a period, of a unit and a field: where each leads to.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// ISO dates.
    pub from: String,
    pub to: String,
    pub unit: String,
    pub field: String,
}

impl Link {
    /// The dossiers of a column.
    pub fn column(&self, column: &str) -> String {
        self.with(column, &[])
    }

    /// The same with those late longest first.
    pub fn latest(&self, column: &str) -> String {
        self.with(column, &[("xep", "tre")])
    }

    /// The dossiers of a column that somebody holds for a task.
    pub fn held(&self, column: &str, holder: &str, task: &str) -> String {
        self.with(column, &[("giu", holder), ("viec", task), ("xep", "tre")])
    }

    /// The same figures of one unit.
    pub fn of_unit(&self, unit: &str) -> Self {
        let unit = unit.to_owned();
        Self {
            unit,
            ..self.clone()
        }
    }

    fn with(&self, column: &str, more: &[(&str, &str)]) -> String {
        let scope = [
            ("don-vi", self.unit.as_str()),
            ("linh-vuc", self.field.as_str()),
        ];
        let mut link = format!(
            "/bao-cao/ho-so?tu={}&den={}&cot={column}",
            self.from, self.to
        );
        for (key, value) in scope
            .iter()
            .chain(more)
            .filter(|(_, value)| !value.is_empty())
        {
            link.push_str(&format!("&{key}={}", format::segment(value)));
        }
        link
    }
}
