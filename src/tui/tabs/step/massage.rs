//! The Massage tab: the sessions with the pain around them, the average change, and when the next is due.

use crate::domain::kind::Kind;
use crate::domain::massage::{CAUTION, Massage};
use crate::domain::when;
use crate::domain::words::{counted, quoted};
use crate::insight::change::signed;
use crate::insight::massage::{Average, last, next_morning};
use crate::insight::response::SORE_DAYS;
use crate::insight::responses::SUMMARY_LEAST;
use crate::page::{Line, Tone};
use crate::tui::tab::Pick;
use crate::tui::tabs::phrases::digit;
use crate::tui::tabs::step::page::{LISTED, StepPage};

/// What belongs to the fifth step.
pub fn rows(page: &mut StepPage) {
    let ctx = page.ctx;
    page.line(&Line::of(format!(" {CAUTION}"), Tone::Plain), 1);
    page.heading("SESSIONS", "pain before \u{2192} after \u{2192} next morning");
    let shown: Vec<&Massage> = ctx.journal.massages.iter().rev().take(LISTED).collect();
    for massage in &shown {
        session(page, massage);
    }
    let older = ctx.journal.count(Kind::Massage).saturating_sub(LISTED);
    if older > 0 {
        page.line(&Line::of(format!(" and {older} older: twinge list massages"), Tone::Muted), 1);
    }
    if shown.is_empty() {
        page.line(&Line::of(" No session yet.", Tone::Muted), 1);
    }
    changes(page);
    again(page);
}

fn session(page: &mut StepPage, massage: &Massage) {
    let next = next_morning(page.ctx.journal, massage).map(|(level, _)| level);
    let levels = [massage.before, massage.after, next];
    let pain = if levels.iter().all(Option::is_none) {
        String::new()
    } else {
        format!(", pain {}", levels.map(|level| digit(level).to_string()).join("\u{2192}"))
    };
    let mut parts = Vec::new();
    parts.extend(massage.minutes.map(|minutes| format!("{minutes} min")));
    parts.extend(massage.who.iter().map(|who| format!("by {who}")));
    parts.extend(massage.pressure.map(|pressure| pressure.word().to_owned()));
    parts.extend(massage.areas.iter().map(|spot| spot.text(" ")));
    parts.extend(massage.note.iter().map(quoted));
    let message = format!("{}{pain}: {}", page.day(massage), parts.join(", "));
    page.entry("", massage, &message);
}

/// The average changes, apart: relief right after is no improvement.
fn changes(page: &mut StepPage) {
    let sums = page.ctx.sums.massages(page.ctx.journal);
    let message = |average: Average| match average.mean {
        Some(mean) => Line::of(signed((mean * 10.0).round() / 10.0), Tone::Accent)
            .and(format!(" on average, n {}", average.n), Tone::Muted),
        None => Line::of(format!("{SUMMARY_LEAST} needed for an average, you have {}", average.n), Tone::Muted),
    };
    page.heading("CHANGE AFTER MASSAGE", "points of pain");
    page.fact("just after", &message(sums.after), None);
    page.fact("next day", &message(sums.next), None);
    if sums.next.n > 0 {
        page.line(&Line::of(format!(" {SORE_DAYS}"), Tone::Muted), 1);
    }
}

/// How long ago the last one was, and when the next is due where an interval is set.
fn again(page: &mut StepPage) {
    let ctx = page.ctx;
    if let Some(found) = last(ctx.journal, ctx.today()) {
        let days = counted(usize::try_from(found.days).unwrap_or(0), "day", "days");
        page.fact("the last", &Line::plain(format!("{days} ago")), None);
        if let Some(due) = found.due {
            let message = format!("due {}", when::say_day(due, ctx.today()));
            page.fact("the next", &Line::plain(message), None);
        }
    }
    let every = ctx.journal.settings.massage_every;
    let message = every.map_or("none set".into(), |days| format!("every {}", counted(days as usize, "day", "days")));
    page.fact("interval", &Line::of(message, Tone::Muted), Some(Pick::Setting("massage_every")));
}
