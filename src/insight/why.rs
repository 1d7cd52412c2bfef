//! Why: what stands behind the advice, in our own words, with its sources and how sure they are.

/// A heading, paragraphs and sources, as Markdown (`# `, blank lines between paragraphs).
pub fn why(topic: Topic) -> &'static str {
    match topic {
        Topic::Today => include_str!("../../assets/sources/today.md"),
        Topic::Doctor => include_str!("../../assets/sources/doctor.md"),
        Topic::Therapy => include_str!("../../assets/sources/therapy.md"),
        Topic::Orthotics => include_str!("../../assets/sources/orthotics.md"),
        Topic::Surface => include_str!("../../assets/sources/surface.md"),
        Topic::Massage => include_str!("../../assets/sources/massage.md"),
        Topic::Pain => include_str!("../../assets/sources/pain.md"),
        Topic::Runs => include_str!("../../assets/sources/runs.md"),
        Topic::Trends => include_str!("../../assets/sources/trends.md"),
    }
}

/// What can be asked about: a topic for each tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// Mornings.
    Today,
    /// Step 1.
    Doctor,
    /// Step 2.
    Therapy,
    /// Step 3.
    Orthotics,
    /// Step 4.
    Surface,
    /// Step 5.
    Massage,
    /// Levels.
    Pain,
    /// Runs and their verdict.
    Runs,
    /// Trends and comparisons.
    Trends,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_names_its_source_and_promises_nothing() {
        use Topic::{Doctor, Massage, Orthotics, Pain, Runs, Surface, Therapy, Today, Trends};
        for topic in [Today, Doctor, Therapy, Orthotics, Surface, Massage, Pain, Runs, Trends] {
            let text = why(topic);
            assert!(text.starts_with("# ") && text.contains("\n\nSource: "), "{topic:?}");
            let lower = text.to_lowercase();
            assert!(!lower.split(|c: char| !c.is_alphabetic()).any(|word| word == "safe"), "{topic:?}");
        }
    }
    #[test]
    fn trends_say_why_of_each_rule_with_the_source_of_each() {
        let text = why(Topic::Trends);
        let rules: Vec<&str> = text.split("\n# ").skip(1).collect();
        for word in ["A median", "Trend", "Settled", "Compared", "Before and after", "Longer weeks"] {
            let rule = rules.iter().find(|rule| rule.starts_with(word)).unwrap();
            let body = rule.split("\n\nSource: ").next().unwrap().trim_end();
            let source = body.rsplit_once('(').map_or("", |(_, source)| source);
            assert!(source.ends_with(".)") && source.contains("19") | source.contains("20"), "{word}");
        }
        for figure in ["From six such weeks", "from eight on", "five mornings on each side", "14 days on each side"] {
            assert!(text.contains(figure), "{figure}");
        }
    }
}
