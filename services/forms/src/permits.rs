//! Who may call what.

use chassis::permits::{ANY_ROLE, Permit, Permits, officials};
use kernel::Role;

/// Whoever may see a dossier may have it on paper: what is on it comes with the request, and was
/// asked of those who keep it.
const ANYBODY: Permit = officials(ANY_ROLE).citizens();
const KEEPERS: Permit = officials(&[Role::ProcedureControl]);

pub const PERMITS: &[Permits] = &[Permits {
    service: "motcua.forms.v1.FormsService",
    methods: &[
        ("ListForms", ANYBODY),
        ("Render", ANYBODY),
        ("ListDownloads", ANYBODY),
        ("GetDownload", ANYBODY),
        ("GetTemplate", KEEPERS),
        ("CheckTemplate", KEEPERS),
        ("SaveTemplate", KEEPERS),
        ("RestoreTemplate", KEEPERS),
    ],
}];
