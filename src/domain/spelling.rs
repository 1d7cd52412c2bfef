//! Whether a word is nearly another.

/// True where a word is meant, with a letter or two of it wrong, missing or too many, or two that changed places.
pub fn near(name: &str, word: &str) -> bool {
    // of three letters and less nearly everything is nearly everything
    let most = match word.len() {
        ..4 => 0,
        4..6 => 1,
        _ => 2,
    };
    let is_near = |name: &str| name.len().abs_diff(word.len()) <= most + 1 && distance(name, word) <= most;
    let swapped = |at: usize| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.swap(at - 1, at);
        letters.into_iter().eq(word.chars())
    };
    is_near(name)
        || name.eq_ignore_ascii_case(word)
        || (name.len() == word.len() && (1..name.chars().count()).any(swapped))
}

/// How many letters lie between two words (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, c) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, &d) in other.iter().enumerate() {
            let best = (corner + usize::from(c != d)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[other.len()]
}
