//! The tabs of the five steps: state, reason, next action, what belongs to the step, and what the source says.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Pick;
use super::list::{column, lead};
use super::said;
use crate::domain::entry::{Item, Kind};
use crate::domain::massage::Massage;
use crate::domain::orthotics::{Gear, Worn};
use crate::domain::steps::{Past, Progress, Step};
use crate::domain::units::distance;
use crate::domain::when;
use crate::insight::days::{Day, days};
use crate::insight::doctor::{away, doctor};
use crate::page::{Line, Tone};
use crate::tui::app::App;
use crate::tui::tabs::sums::Totals;
use crate::tui::widgets::page::Row;
use crate::tui::widgets::text;

/// How many of the newest of a kind are listed.
const LISTED: usize = 20;
/// How many of the states before are shown.
const PAST: usize = 6;
/// Days that the Surface tab looks back.
const SURFACE_DAYS: u64 = 28;

/// What the source says of a step, in our own words.
fn source(step: Step) -> &'static [&'static str] {
    match step {
        Step::Doctor => &[
            "Pain in the buttock has many causes: overuse, piriformis syndrome, pain of the sacroiliac joint, sciatica, \
             a narrow lumbar canal and other conditions of the low back. Have a doctor find out which it is, and ask for \
             permission before you run again.",
            "If pain persists or rises while you run: stop, and contact the doctor.",
        ],
        Step::Therapy => &[
            "Physical therapy, if the doctor indicates it. Otherwise exercises for hip and buttock: hip flexion, hip \
             rotation, hip extension.",
            "Stretches: gluteals, adductors, psoas, quadriceps, hamstrings.",
        ],
        Step::Orthotics => &[
            "Ask the doctor whether orthotics are for you: worn in the shoes, they absorb shock.",
            "Replace shoes that are worn or damaged.",
        ],
        Step::Surface => &[
            "Change from hard ground to grass, dirt or a track.",
            "How much the surface matters is not settled by studies; your own next mornings tell most.",
        ],
        Step::Massage => &["Deep-tissue sports massage for the low back and the buttocks."],
    }
}

/// A page being put together.
struct Page<'a> {
    app: &'a App,
    width: usize,
    rows: Vec<Row<Pick>>,
}

impl Page<'_> {
    fn line(&mut self, line: &Line, indent: usize) {
        self.rows.extend(text::wrap(line, self.width, indent).into_iter().map(Row::plain));
    }

    fn heading(&mut self, title: &str) {
        self.rows.push(Row::blank());
        self.rows.push(Row::plain(Line::of(format!(" {title}"), Tone::Title)));
    }

    /// A labelled fact, which chooses something or nothing.
    fn fact(&mut self, label: &str, says: &Line, pick: Option<Pick>) {
        let mut line = Line::of(format!(" {label:<11}"), Tone::Muted);
        line.0.extend(says.0.iter().cloned());
        self.rows.extend(text::wrap(&line, self.width, 12).into_iter().map(|line| Row { line, pick }));
    }

    fn entry(&mut self, label: &str, item: &dyn Item, says: &str) {
        let pick = Pick::Entry(item.kind(), item.id());
        let mut line = Line::default();
        // how it stands with the disk
        line.0.extend(lead(self.app, false, item.id()).0.into_iter().skip(1).filter(|word| word.text != " "));
        self.fact(label, &line.and(says, Tone::Plain), Some(pick));
    }

    fn day(&self, item: &dyn Item) -> String {
        let day = item.at().day(self.app.journal.day_starts_at());
        format!("{} ({})", when::say_day(day, self.app.today()), away(day, self.app.today()))
    }

    fn hint(&mut self, words: &[(&str, &str)]) {
        let mut line = Line::plain(" ");
        for (key, does) in words {
            line = line.and(*key, Tone::Key).and(format!(" {does}   "), Tone::Muted);
        }
        self.line(&line, 1);
    }
}

/// The rows of a step's page.
pub fn rows(app: &App, step: Step, body: Rect) -> Vec<Row<Pick>> {
    let progress = app.journal.steps.get(step);
    let mut page = Page { app, width: usize::from(body.width), rows: Vec::new() };
    page.line(&Line::of(format!(" {} ", step.number()), Tone::Muted).and(step.about(), Tone::Title), 3);
    page.fact("state", &Line::plain(standing(app, progress)), Some(Pick::Step(step)));
    if let Some(reason) = &progress.reason {
        page.fact("reason", &Line::plain(&**reason), None);
    }
    if let Some((next, suggested)) = said::next_action(app, step) {
        let next = Line::plain(next).and(if suggested { "  (suggested)" } else { "" }, Tone::Muted);
        page.fact("next", &next, None);
    }
    for (i, past) in progress.history.iter().rev().take(PAST).enumerate() {
        page.fact(if i == 0 { "before" } else { "" }, &Line::plain(before(app, past)), None);
    }
    match step {
        Step::Doctor => with_doctor(&mut page),
        Step::Therapy => {}
        Step::Orthotics => with_gear(&mut page),
        Step::Surface => with_surface(&mut page),
        Step::Massage => with_massages(&mut page),
    }
    page.heading("What the source says");
    for says in source(step) {
        page.line(&Line::plain(format!(" {says}")), 1);
    }
    page.rows
}

/// A step's state with its sign and date.
fn standing(app: &App, progress: &Progress) -> String {
    let since = progress.since.map(|day| format!(" since {}", when::say_day(day, app.today()))).unwrap_or_default();
    format!("{} {}{since}", progress.state.sign(), progress.state.says())
}

fn before(app: &App, past: &Past) -> String {
    let since = past.since.map(|day| format!(" since {}", when::say_day(day, app.today()))).unwrap_or_default();
    let reason = past.reason.as_ref().map(|reason| format!(", {reason}")).unwrap_or_default();
    format!("{} {}{since}{reason}", past.state.sign(), past.state.says())
}

fn with_doctor(page: &mut Page) {
    let app = page.app;
    let found = doctor(&app.journal, app.now.at);
    page.heading("Permission to run");
    match found.clearance.or(found.expired) {
        Some(clearance) => {
            let over = if found.expired.is_some() { ", past its last day" } else { "" };
            let says = format!("{}, since {}{over}", clearance.says(&app.journal.settings), page.day(clearance));
            page.entry("clearance", clearance, &says);
        }
        None => page.fact("clearance", &Line::of("none recorded yet", Tone::Muted), None),
    }
    page.heading("Visits and questions");
    match found.next {
        Some(visit) => {
            let time = when::say_time(visit.at.local().time(), &app.journal.settings);
            let says = format!("{} {time}, {}", page.day(visit), visit.says(&app.journal.settings));
            page.entry("next visit", visit, &says);
        }
        None => page.fact("next visit", &Line::of("none planned", Tone::Muted), None),
    }
    if let Some(visit) = found.last {
        let says = format!("{}, {}", page.day(visit), visit.says(&app.journal.settings));
        page.entry("last visit", visit, &says);
    }
    for (i, question) in found.open.iter().take(LISTED).enumerate() {
        page.entry(if i == 0 { "to ask" } else { "" }, *question, question.question.as_deref().unwrap_or_default());
    }
    if found.open.is_empty() {
        page.fact("to ask", &Line::of("nothing noted yet", Tone::Muted), None);
    }
    page.hint(&[("c", "clearance"), ("a", "add a visit"), ("o", "a question to ask"), ("s", "state of the step")]);
}

fn with_gear(page: &mut Page) {
    let app = page.app;
    page.heading("Shoes and orthotics");
    let worn = app.tabs.sums.gear(&app.journal);
    let mut pairs: Vec<&Gear> = app.journal.gear.iter().rev().take(LISTED * 10).collect();
    pairs.sort_by_key(|gear| gear.retired.is_some());
    pairs.truncate(LISTED);
    let wide = pairs.iter().map(|gear| text::width(gear.name.as_deref().unwrap_or_default())).max().unwrap_or(0);
    let wide = wide.min(page.width / 3);
    for gear in pairs {
        let metres = worn.get(&gear.id).copied().unwrap_or(0) + u64::from(gear.start_m.unwrap_or(0));
        let far = distance(u32::try_from(metres).unwrap_or(u32::MAX), app.journal.settings.units);
        let name = column(gear.name.as_deref().unwrap_or_default(), wide);
        let mut parts = vec![format!("{name}  {far}")];
        parts.extend(
            gear.start_m
                .filter(|&start| start > 0)
                .map(|start| format!("{} of it before", distance(start, app.journal.settings.units))),
        );
        parts.push(format!("since {}", when::say_day(gear.at.day(app.journal.day_starts_at()), app.today())));
        parts.extend(gear.default.then(|| "for new runs".into()));
        parts.extend(gear.retired.map(|day| format!("retired {}", when::say_day(day, app.today()))));
        parts.extend(gear.wear_in.iter().map(|plan| format!("wear-in: {plan}")));
        parts.extend(gear.note.iter().map(|note| format!("\u{201c}{note}\u{201d}")));
        page.entry(gear.what.map_or("pair", Worn::word), gear, &parts.join(", "));
    }
    if app.journal.gear.is_empty() {
        page.line(
            &Line::of(" No pair yet. Once it is here, runs can name it, and its distance adds up.", Tone::Muted),
            1,
        );
    }
    page.hint(&[("a", "add a pair"), ("s", "state of the step")]);
}

fn with_surface(page: &mut Page) {
    let app = page.app;
    let units = app.journal.settings.units;
    let first = app.today().checked_sub_days(chrono::Days::new(SURFACE_DAYS - 1)).unwrap_or(app.today());
    page.heading(&format!("The last {SURFACE_DAYS} days"));
    let mut all = Totals::default();
    let mut by: std::collections::BTreeMap<crate::domain::runs::Surface, Totals> = Default::default();
    let days: Vec<Day> = days(&app.journal, first, app.today());
    for run in days.iter().filter(|day| !day.runs.is_empty()).flat_map(|day| app.journal.runs_on(day.date)) {
        all.add(run);
        for stretch in &run.surfaces {
            let one = by.entry(stretch.surface).or_default();
            one.runs += 1;
            one.distance_m += u64::from(stretch.distance_m.unwrap_or(0));
        }
    }
    let far = |metres: u64| distance(u32::try_from(metres).unwrap_or(u32::MAX), units);
    let counted = |n: usize| if n == 1 { "1 run".to_owned() } else { format!("{n} runs") };
    let mut rows: Vec<_> = by.into_iter().collect();
    rows.sort_by_key(|(_, sums)| std::cmp::Reverse(sums.distance_m));
    for (surface, sums) in rows {
        let soft = if surface.is_soft() { "  soft" } else { "" };
        let says =
            format!(" {}{:>10}  on {}{soft}", column(surface.word(), 10), far(sums.distance_m), counted(sums.runs));
        page.line(&Line::plain(says), 1);
    }
    match all.soft_percent() {
        Some(percent) => {
            let says = Line::of(" soft share ", Tone::Muted).and(format!("{percent} %"), Tone::Accent);
            let of = format!(" of {} with known ground, {}", far(all.known_m), counted(all.runs));
            page.line(&says.and(of, Tone::Muted), 1);
        }
        None => page.line(&Line::of(" No run with a distance and a surface in these days.", Tone::Muted), 1),
    }
    page.hint(&[("a", "log a run"), ("7", "all runs"), ("s", "state of the step")]);
}

fn with_massages(page: &mut Page) {
    let app = page.app;
    page.heading("Sessions");
    let level = |level: Option<crate::domain::level::Level>| level.map_or("·".into(), |level| level.to_string());
    let shown: Vec<&Massage> = app.journal.massages.iter().rev().take(LISTED).collect();
    for massage in &shown {
        let pain = match (massage.before, massage.after) {
            (None, None) => String::new(),
            (before, after) => format!(", pain {}\u{2192}{}", level(before), level(after)),
        };
        let mut parts = Vec::new();
        parts.extend(massage.minutes.map(|minutes| format!("{minutes} min")));
        parts.extend(massage.who.iter().map(|who| format!("by {who}")));
        parts.extend(massage.pressure.map(|pressure| pressure.word().to_owned()));
        parts.extend(massage.areas.iter().map(|spot| spot.site.word().to_owned()));
        parts.extend(massage.note.iter().map(|note| format!("\u{201c}{note}\u{201d}")));
        let says = format!("{}{pain}: {}", page.day(*massage), parts.join(", "));
        page.entry("", *massage, &says);
    }
    let changes: Vec<i32> = shown
        .iter()
        .filter_map(|massage| massage.before.zip(massage.after))
        .map(|(before, after)| i32::from(after.number()) - i32::from(before.number()))
        .collect();
    if changes.len() >= 3 {
        let mean = f64::from(changes.iter().sum::<i32>()) / changes.len() as f64;
        let says = format!(" On average {mean:+.1} points from before to after, over {} sessions", changes.len());
        page.line(&Line::plain(says), 1);
    } else if !changes.is_empty() {
        let says = format!(" {} with both levels; an average is shown from 3 on", changes.len());
        page.line(&Line::of(says, Tone::Muted), 1);
    }
    let older = app.journal.count(Kind::Massage).saturating_sub(LISTED);
    if older > 0 {
        page.line(&Line::of(format!(" and {older} older: twinge list massage"), Tone::Muted), 1);
    }
    if shown.is_empty() {
        page.line(&Line::of(" No session yet.", Tone::Muted), 1);
    }
    page.hint(&[("a", "add a session"), ("s", "state of the step")]);
}

/// Draws the page of a step.
pub fn draw(app: &App, step: Step, body: Rect, buffer: &mut Buffer) {
    app.tabs.step.draw(&rows(app, step, body), body, buffer, app.theme());
}
