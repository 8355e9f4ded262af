//! Finding a procedure from what people type: without diacritics, by initials, with a slip or two,
//! and by what they call their matter.

use portal_ui::format::folded;
use proto::routing::v1::ProcedureSummary;

/// How well a procedure answers what was typed, and by which situation; none when it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub score: u32,
    /// What people call it, when that is how it was found.
    pub situation: String,
}

/// Looks for `query` in a procedure. Nothing typed finds everything.
pub fn find(procedure: &ProcedureSummary, query: &str) -> Option<Hit> {
    let query = squeezed(query);
    let plain = |score| Hit {
        score,
        situation: String::new(),
    };
    if query.is_empty() {
        return Some(plain(1));
    }
    let name = squeezed(&procedure.name);
    let whole = format!(
        "{} {name} {}",
        squeezed(&procedure.code),
        squeezed(&procedure.field_name)
    );
    if squeezed(&procedure.code) == query {
        return Some(plain(1000));
    }
    let mut best = scored(&whole, &query).map(plain);
    if initials(&name).contains(&query) && query.len() >= 3 && !query.contains(' ') {
        best = better(best, plain(60));
    }
    for line in &procedure.situations {
        let title = line.split(':').next().unwrap_or_default();
        if let Some(score) = scored(&squeezed(line), &query) {
            let found = Hit {
                // What people call it says more than a name that happens to share the words.
                score: score + 10,
                situation: title.to_owned(),
            };
            best = better(best, found);
        }
    }
    best
}

fn better(known: Option<Hit>, found: Hit) -> Option<Hit> {
    match known {
        Some(known) if known.score >= found.score => Some(known),
        _ => Some(found),
    }
}

/// How well `text` holds `query`: as it stands, each word, or each word but for a slip.
fn scored(text: &str, query: &str) -> Option<u32> {
    // From the beginning of a word on: `mat` is not in `format`.
    if text.starts_with(query) || text.contains(&format!(" {query}")) {
        return Some(100);
    }
    let there: Vec<&str> = text.split(' ').collect();
    let words: Vec<&str> = query.split(' ').filter(|word| !is_filler(word)).collect();
    if words.is_empty() {
        return None;
    }
    let mut slips = 0;
    for word in words {
        if there.iter().any(|known| known.starts_with(word)) {
            continue;
        }
        // Short words have too many neighbours for a guess.
        let near = |known: &&str| word.chars().count() >= 4 && is_near(known, word);
        if !there.iter().any(near) {
            return None;
        }
        slips += 1;
    }
    Some(20_u32.checked_div(slips).unwrap_or(50))
}

/// Words of a question that say nothing of the matter.
fn is_filler(word: &str) -> bool {
    [
        "toi", "muon", "lam", "can", "xin", "thu", "tuc", "cho", "ve", "bi", "de", "giay",
    ]
    .contains(&word)
        && word.len() <= 4
        || word.is_empty()
}

/// Lower case, no diacritics, words parted by one blank.
fn squeezed(text: &str) -> String {
    let plain: String = folded(text)
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '.' {
                c
            } else {
                ' '
            }
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn initials(name: &str) -> String {
    name.split(' ')
        .filter_map(|word| word.chars().next())
        .collect()
}

/// Whether one slip lies between two words: a letter more, less, another, or two exchanged.
fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (long, short) = if a.len() >= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let first = long.iter().zip(short).take_while(|(x, y)| x == y).count();
    if long.len() > short.len() {
        return long[first + 1..] == short[first..];
    }
    if first == long.len() {
        return true;
    }
    let exchanged = long.len() > first + 1
        && long[first] == short[first + 1]
        && long[first + 1] == short[first]
        && long[first + 2..] == short[first + 2..];
    exchanged || long[first + 1..] == short[first + 1..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost() -> ProcedureSummary {
        ProcedureSummary {
            code: "1.012786".to_owned(),
            name: "Cấp lại Giấy chứng nhận quyền sử dụng đất do bị mất".to_owned(),
            field_name: "Đất đai".to_owned(),
            situations: vec!["Mất sổ đỏ: làm lại sổ đỏ, mất sổ hồng".to_owned()],
            ..ProcedureSummary::default()
        }
    }

    #[test]
    fn a_matter_is_found_by_what_people_call_it() {
        for typed in [
            "mất sổ đỏ",
            "mat so do",
            "MAT SO DO",
            "làm lại sổ đỏ",
            "tôi bị mất sổ hồng",
        ] {
            let hit = find(&lost(), typed).unwrap_or_else(|| panic!("{typed} finds nothing"));
            assert_eq!(hit.situation, "Mất sổ đỏ", "{typed}");
        }
    }

    #[test]
    fn names_codes_initials_and_fields_are_found() {
        for typed in [
            "cap lai giay chung nhan",
            "1.012786",
            "clgcn",
            "dat dai",
            "quyền đất sử",
        ] {
            assert!(find(&lost(), typed).is_some(), "{typed}");
        }
        assert_eq!(find(&lost(), "").map(|hit| hit.score), Some(1));
    }

    #[test]
    fn one_slip_is_forgiven_and_nonsense_is_not() {
        for typed in ["chuwng nhan", "chugn nhan", "quyn su dung"] {
            assert!(find(&lost(), typed).is_some(), "{typed}");
        }
        for typed in [
            "khai sinh",
            "xyz",
            "mai táng",
            "<script>",
            "%%%%a",
            "mat xe may",
        ] {
            assert_eq!(find(&lost(), typed), None, "{typed}");
        }
    }

    #[test]
    fn what_fits_better_comes_first() {
        let exact = find(&lost(), "1.012786").map(|hit| hit.score);
        let situation = find(&lost(), "mất sổ đỏ").map(|hit| hit.score);
        let slip = find(&lost(), "chugn nhan").map(|hit| hit.score);
        assert!(exact > situation && situation > slip);
    }
}
