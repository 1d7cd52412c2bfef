//! The names that sync engines and editors give to a second copy of a file: who left it, for the words. What it is, its
//! content tells.

/// Dropbox's words, in the languages in which it has them.
const DROPBOX: &[&str] = &[
    "conflicted copy",
    "case conflict",
    "selective sync conflict",
    "unicode encoding conflict",
    "in konflikt stehende kopie",
    "copie en conflit",
    "copia en conflicto",
    "copia conflictiva",
    "copia in conflitto",
    "copia em conflito",
    "cópia em conflito",
    "conflicto de mayúsculas",
    "conflicterende kopie",
    "問題のあるコピー",
    "충돌",
];

/// Who left a file of that name beside a journal of this name; nothing where the name says nothing.
pub fn left_by(journal: &str, name: &str) -> Option<&'static str> {
    let (journal, name) = (journal.to_lowercase(), name.to_lowercase());
    let (stem, ending) = journal.rsplit_once('.').map_or((&*journal, ""), |(stem, ending)| (stem, ending));
    if name.starts_with("[conflict") {
        return Some("Google Drive");
    }
    let rest = name.strip_prefix(stem).filter(|rest| !rest.is_empty())?;
    let after = rest.strip_prefix('.').and_then(|rest| rest.strip_prefix(ending));
    // within: what stands between the stem and the ending
    let within = rest.strip_suffix(ending).and_then(|rest| rest.strip_suffix('.')).unwrap_or(rest);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if within.starts_with(".sync-conflict-") {
        return Some("Syncthing");
    }
    if within.contains("(sfconflict") {
        return Some("Seafile");
    }
    if within.starts_with("_conflict-") || (within.contains("conflicted copy") && ends_in_time(within)) {
        return Some("Nextcloud");
    }
    if DROPBOX.iter().any(|words| within.contains(words)) {
        return Some("Dropbox");
    }
    if let Some(after) = after
        && (after.starts_with(".conflict") || matches!(after, ".path1" | ".path2"))
    {
        return Some("rclone");
    }
    if matches!(after, Some(".orig" | ".rej" | ".mine" | "~head" | "~")) {
        return Some("git or an editor");
    }
    let tool = ["_backup_", "_local_", "_remote_"].iter().find_map(|word| within.strip_prefix(word));
    if tool.is_some_and(digits) {
        return Some("git");
    }
    if within.starts_with(".conflict") {
        return Some("Resilio or rclone");
    }
    let counted = within.trim_start().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if counted.is_some_and(digits) {
        return Some("Google Drive");
    }
    let copy = within.strip_prefix(" copy").unwrap_or(within);
    if within == " copy" || copy.strip_prefix(' ').is_some_and(digits) {
        return Some("iCloud");
    }
    within.starts_with('-').then_some("OneDrive")
}

/// True where a name is surely that of a copy, whatever is in it.
pub fn is_surely_a_copy(journal: &str, name: &str) -> bool {
    left_by(journal, name).is_some_and(|by| !["OneDrive", "iCloud", "Google Drive", "git or an editor"].contains(&by))
        || name.to_lowercase().starts_with("[conflict")
}

/// `… 2026-11-26 071200)`, as Nextcloud writes it.
fn ends_in_time(within: &str) -> bool {
    let time = within.strip_suffix(')').and_then(|rest| rest.rsplit_once(' ')).map(|(_, time)| time);
    time.is_some_and(|time| time.len() == 6 && time.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The beginning of the file under way that an engine turns into that one; while it is there the file waits.
pub fn under_way(name: &str) -> [String; 2] {
    [format!(".syncthing.{name}.tmp"), format!("~syncthing~{name}.tmp")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_is_known_by_its_names() {
        for (name, by) in [
            ("journal.sync-conflict-20261126-071200-D4LGQYW.json", "Syncthing"),
            ("journal.sync-conflict-20151126-071200.json", "Syncthing"),
            ("journal (Anna's conflicted copy 2026-11-26).json", "Dropbox"),
            ("journal (Anna's conflicted copy 2026-11-26) (1).json", "Dropbox"),
            ("journal (Case Conflict).json", "Dropbox"),
            ("journal (In Konflikt stehende Kopie von Anna 2026-11-26).json", "Dropbox"),
            ("journal (Annas in Konflikt stehende Kopie 2026-11-26).json", "Dropbox"),
            ("journal (Copie en conflit de Anna 2026-11-26).json", "Dropbox"),
            ("journal (Copia en conflicto de Anna 2026-11-26).json", "Dropbox"),
            ("journal (Anna の問題のあるコピー 2026-11-26).json", "Dropbox"),
            ("journal (conflicted copy 2026-11-26 071200).json", "Nextcloud"),
            ("journal (conflicted copy Anna 2026-11-26 071200).json", "Nextcloud"),
            ("journal_conflict-20261126-071200.json", "Nextcloud"),
            ("journal 2.json", "iCloud"),
            ("Journal Copy 2.json", "iCloud"),
            ("journal copy.json", "iCloud"),
            ("journal-LAPTOP.json", "OneDrive"),
            ("journal-LAPTOP-safeBackup-0001.json", "OneDrive"),
            ("journal (2).json", "Google Drive"),
            ("[Conflict] journal.json", "Google Drive"),
            ("journal.json (SFConflict anna@example.org 2026-11-26-07-12-00)", "Seafile"),
            ("journal (SFConflict anna@example.org 2026-11-26-07-12-00).json", "Seafile"),
            ("journal.Conflict.json", "Resilio or rclone"),
            ("journal.conflict1.json", "Resilio or rclone"),
            ("journal.json.conflict1", "rclone"),
            ("journal_LOCAL_123.json", "git"),
            ("journal.json.orig", "git or an editor"),
        ] {
            assert_eq!(left_by("journal.json", name), Some(by), "{name}");
        }
        for name in ["journal.json", "runs.json", "journal_BASE_123.json", "journals.json", "journal.json.lock"] {
            assert_eq!(left_by("journal.json", name), None, "{name}");
        }
    }
}
