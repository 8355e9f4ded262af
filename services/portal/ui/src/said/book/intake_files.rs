use super::super::Line;

pub(super) const SAID: &[Line] = &[];
