//! What a line on the screen means: an entry, a setting, an action by its words, or a command of the shell that has its
//! place here.

use crate::domain::entry::Entry;
use crate::domain::kind::Kind;
use crate::domain::level::Level;
use crate::domain::names::bare;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::domain::settings_fields::FIELDS;
use crate::domain::steps::Step;
use crate::insight::orthotics::usual;
use crate::lines;
use crate::tui::context::Context;
use crate::tui::keys::everyday::{Found, everyday};
use crate::tui::modals::line::asked;
use crate::tui::modals::listing::Asked;
use crate::tui::modals::report::AskedReport;
use crate::tui::tab::Tab;
use crate::tui::tabs::trends::AskedTrends;

/// Commands of the shell that have no place on the screen.
const SHELL: &[&str] = &[
    "batch",
    "export",
    "path",
    "merge",
    "check-file",
    "restore",
    "salvage",
    "purge",
    "undelete",
    "show",
    "edit",
    "delete",
    "rm",
    "step",
    "completions",
    "man",
    "demo",
    "git-setup",
    "status",
];

/// What a line means.
pub enum Meaning {
    /// Nothing is typed.
    Nothing,
    /// An entry to be saved.
    Entry(Box<Entry>),
    /// Settings to be saved.
    Settings(Box<Settings>),
    /// A setting to be looked at in its form.
    Setting(&'static str),
    /// An action.
    Found(Found),
    /// A tab that shows what was asked for.
    Tab(Tab),
    /// The entries of a kind, as far as they are asked for.
    List(Asked),
    /// The page for the doctor, of that period and form.
    Report(Box<AskedReport>),
    /// Trends, of that period.
    Trends(Box<AskedTrends>),
    /// What was deleted.
    Bin,
    /// Files to be brought in.
    Import(String),
    /// Nothing that is understood, and why.
    Wrong(String),
}

/// The line as it counts: as a command of the shell it may begin with the name of the program.
fn counted(text: &str) -> &str {
    let text = text.trim().trim_start_matches(':').trim_start();
    let text = text.strip_prefix("twinge ").unwrap_or(text).trim_start();
    match text.split_once(char::is_whitespace) {
        // in a shell a line of words stands behind it
        Some(("add", rest)) if rest.split_whitespace().next().and_then(lines::kind_of).is_some() => rest.trim_start(),
        _ => text,
    }
}

/// What a line means in a tab.
pub fn meaning(ctx: &Context, here: Tab, text: &str) -> Meaning {
    let text = counted(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        [] => Meaning::Nothing,
        ["settings", ..] if words.len() > 1 => settings(ctx, &words[1..]),
        // `theme dark`, as people say it
        [name, _] if is_setting(name) && lines::kind_of(name).is_none() => settings(ctx, &words),
        ["list" | "ls"] => Meaning::Wrong(format!("Write what to list: {}.", lists().join(", "))),
        ["list" | "ls", kind] => list(kind),
        ["list" | "ls", ..] => told(asked::list(ctx, behind(text)).map(Meaning::List)),
        ["report", _, ..] => match asked::report(ctx, behind(text)) {
            Ok(report) => Meaning::Report(Box::new(report)),
            Err(why) => {
                same(by_words(here, text), |found| found.name() == "report").unwrap_or(Meaning::Wrong(why.message))
            }
        },
        ["trends", _, ..] => match asked::trends(ctx, behind(text)) {
            Ok(trends) => Meaning::Trends(Box::new(trends)),
            Err(why) => {
                same(by_words(here, text), |found| found.name() == "trends").unwrap_or(Meaning::Wrong(why.message))
            }
        },
        ["import", ..] if words.len() > 1 => {
            Meaning::Import(text.strip_prefix("import").unwrap_or_default().trim().to_owned())
        }
        ["status"] => Meaning::Tab(Tab::Today),
        [word] if Level::read(word).is_err() => by_words(here, text).unwrap_or_else(|| nothing(text)),
        [first, ..] => match (entry(ctx, text), by_words(here, text)) {
            (Ok(entry), _) => Meaning::Entry(Box::new(entry)),
            (Err(_), Some(found)) => found,
            (Err(_), None) if lines::kind_of(first).is_none() && SHELL.contains(&first) => {
                Meaning::Wrong(format!("In a shell: twinge {text}. Here {first} takes no more words."))
            }
            (Err(why), None) => Meaning::Wrong(why),
        },
    }
}

/// What stands behind the first word.
fn behind(text: &str) -> &str {
    text.split_once(char::is_whitespace).map_or("", |(_, rest)| rest)
}

/// What the words mean where that is the same as the first of them.
fn same(meant: Option<Meaning>, is: impl Fn(Found) -> bool) -> Option<Meaning> {
    meant.filter(|meant| matches!(meant, Meaning::Found(found) if is(*found)))
}

fn told(meant: Result<Meaning, Refusal>) -> Meaning {
    meant.unwrap_or_else(|refusal| Meaning::Wrong(refusal.message))
}

fn lists() -> Vec<&'static str> {
    Kind::ALL.iter().map(|kind| kind.list()).collect()
}

fn is_setting(name: &str) -> bool {
    FIELDS.iter().any(|field| field.about.answers_to(&bare(name)))
}

fn by_words(here: Tab, text: &str) -> Option<Meaning> {
    everyday(text, here).into_iter().next().map(Meaning::Found)
}

fn nothing(text: &str) -> Meaning {
    Meaning::Wrong(match SHELL.contains(&text) {
        true => format!("In a shell: twinge {text}."),
        false => {
            format!("Nothing is called \u{201c}{text}\u{201d}; type a word such as undo, or an entry such as pain 4.")
        }
    })
}

/// A line as an entry, as the command of the shell makes it.
fn entry(ctx: &Context, text: &str) -> Result<Entry, String> {
    let mut entry = lines::entry(text, ctx.now.id, &ctx.reading()).map_err(|refusal| refusal.message)?;
    if let Entry::Run(run) = &mut entry
        && run.gear.is_empty()
    {
        run.gear = usual(&**ctx.journal, run.at.day(ctx.journal.day_starts_at()));
    }
    Ok(entry)
}

/// `settings units=mi`, `settings units mi`, `settings units`.
fn settings(ctx: &Context, words: &[&str]) -> Meaning {
    let named = |name: &str| FIELDS.iter().find(|field| field.about.answers_to(&bare(name)));
    let given: Vec<(&str, Option<&str>)> = match words {
        [name, value] if !name.contains('=') && !value.contains('=') => vec![(name, Some(value))],
        words => words.iter().map(|word| word.split_once('=').map_or((*word, None), |(n, v)| (n, Some(v)))).collect(),
    };
    let mut now = ctx.journal.settings.clone();
    for &(name, value) in &given {
        let Some(field) = named(name) else {
            let there: Vec<&str> = FIELDS.iter().map(|field| field.about.key).collect();
            return Meaning::Wrong(format!(
                "There is no setting \u{201c}{name}\u{201d}; there are: {}.",
                there.join(", ")
            ));
        };
        match value {
            None if given.len() == 1 => return Meaning::Setting(field.about.key),
            None => return Meaning::Wrong(format!("Write {name}=VALUE, such as {name}={}.", field.about.example)),
            Some(value) => {
                if let Err(refusal) = (field.read)(&mut now, value, &ctx.reading()) {
                    return Meaning::Wrong(refusal.message);
                }
            }
        }
    }
    Meaning::Settings(Box::new(now))
}

fn list(word: &str) -> Meaning {
    if bare(word) == "deleted" {
        return Meaning::Bin;
    }
    match Kind::named(word) {
        Err(refusal) => Meaning::Wrong(refusal.message),
        Ok(Kind::Pain) => Meaning::Tab(Tab::Pain),
        Ok(Kind::Run) => Meaning::Tab(Tab::Runs),
        Ok(Kind::Visit | Kind::Question | Kind::Clearance) => Meaning::Tab(Tab::Step(Step::Doctor)),
        Ok(Kind::Exercise) => Meaning::Tab(Tab::Step(Step::Therapy)),
        Ok(Kind::Gear) => Meaning::Tab(Tab::Step(Step::Orthotics)),
        Ok(kind) => Meaning::List(Asked::all(kind)),
    }
}
