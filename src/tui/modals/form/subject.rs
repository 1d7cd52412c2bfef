//! What a form is about: a new entry, an edited one, or a step. Knows the fields, reads the texts, makes the change.

use chrono::NaiveDate;

use crate::domain::bare;
use crate::domain::change::Change;
use crate::domain::entry::{Entry, Item};
use crate::domain::every_kind::Record as _;
use crate::domain::field::{Field, FieldInfo, Input, Reading, maybe, optional};
use crate::domain::id::Id;
use crate::domain::kind::Kind;
use crate::domain::orthotics::Gear;
use crate::domain::orthotics::Status;
use crate::domain::pain::Moment;
use crate::domain::refusal::Refusal;
use crate::domain::runs::Run;
use crate::domain::settings::Settings;
use crate::domain::settings_fields;
use crate::domain::spelling::near;
use crate::domain::steps::{Progress, State, Step};
use crate::domain::units;
use crate::domain::when::{self, When};
use crate::formats::drafts_json::Draft;
use crate::insight::orthotics::usual;
use crate::tui::modals::form::condition::ConditionForm;
use crate::tui::modals::versions::TypingBegan;

/// What a form is about.
#[derive(Clone, Debug)]
pub enum Subject {
    /// A new entry.
    New(Kind),
    /// A new entry of which this is given already, such as its day.
    Given(Kind, Vec<(&'static str, String)>),
    /// A new run on the surfaces and in the shoes of this one, of the day to which the person moved.
    Repeat(Box<Run>, Option<NaiveDate>),
    /// An entry as it was when the form opened.
    Edit(Box<Entry>),
    /// A step as it was when the form opened, and where it stands by what was recorded.
    Step(Step, Box<Progress>, Box<Progress>),
    /// What belongs to step 1 and is no entry.
    Told(ConditionForm),
    /// The settings as they were when the form opened.
    Settings(Box<Settings>),
}

/// The fields that are used every day, of the kinds that have many others.
const DAILY: &[(Kind, &[&str])] = &[
    (Kind::Pain, &["at", "level", "moment", "note", "sites"]),
    (Kind::Run, &["at", "distance", "surface", "duration", "before", "during", "after"]),
    (Kind::Massage, &["at", "minutes", "who", "areas", "before", "after"]),
    (Kind::Gear, &["at", "name", "what", "start", "default"]),
];

/// The fields of a step's form.
static STEP: &[Field<Progress>] = &[SINCE, STATE, REASON, NEXT];
/// Those of the third step, whose state has words of its own.
static ORTHOTICS: &[Field<Progress>] = &[SINCE, STATUS, REASON, NEXT];

fn step_fields(step: Step) -> &'static [Field<Progress>] {
    if step == Step::Orthotics { ORTHOTICS } else { STEP }
}

const SINCE: Field<Progress> = Field {
    about: FieldInfo::new("since", "Since", "The day it began; today if left out", "2026-11-01", Input::When),
    read: |progress, text, reading| {
        let start = reading.journal.settings().day_starts_at.0;
        progress.since = Some(When::read(text, reading.clock, start)?.day(start));
        Ok(())
    },
    write: |progress, _| progress.since.map(|day| day.to_string()).unwrap_or_default(),
};

const STATE: Field<Progress> = Field {
    about: FieldInfo::new("state", "State", "How far along you are with it", "under-way", Input::One(State::WORDS))
        .required(),
    read: |progress, text, _| State::read(text).map(|state| (progress.state, progress.status) = (state, None)),
    write: |progress, _| progress.word().into(),
};

const STATUS: Field<Progress> = Field {
    about: FieldInfo::new("state", "State", "How it stands with orthotics", "asked", Input::One(Status::WORDS))
        .required(),
    read: |progress, text, _| {
        (progress.state, progress.status) = Step::Orthotics.read_state(text)?;
        Ok(())
    },
    // where nobody said anything yet, nothing is chosen
    write: |progress, _| if *progress == Progress::default() { String::new() } else { progress.word().into() },
};

const REASON: Field<Progress> = Field {
    about: FieldInfo::new("reason", "Reason", "Why, in a few words", "asked on the phone", Input::Text),
    read: |progress, text, _| {
        progress.reason = optional(text);
        Ok(())
    },
    write: |progress, _| progress.reason.as_deref().unwrap_or_default().into(),
};

const NEXT: Field<Progress> = Field {
    about: FieldInfo::new("next", "Next", "The next action", "call the practice on Monday", Input::Text),
    read: |progress, text, _| {
        progress.next = optional(text);
        Ok(())
    },
    write: |progress, _| progress.next.as_deref().unwrap_or_default().into(),
};

/// What the texts of a form come to.
pub struct Understood {
    /// The change, where everything can be saved.
    pub change: Result<Change, Vec<Refusal>>,
    /// How each field was understood, in the order of the fields; nothing where it was not.
    pub echoes: Vec<Option<String>>,
    /// The entry as far as it was understood.
    pub entry: Option<Entry>,
}

impl Understood {
    /// All that is wrong.
    pub fn refusals(&self) -> &[Refusal] {
        match &self.change {
            Ok(_) => &[],
            Err(refusals) => refusals,
        }
    }
}

impl Subject {
    /// A new entry of which this is given, or nothing.
    pub fn with(kind: Kind, given: Vec<(&'static str, String)>) -> Self {
        if given.is_empty() { Self::New(kind) } else { Self::Given(kind, given) }
    }

    /// The kind of its entry; nothing where it is none.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::New(kind) | Self::Given(kind, _) => Some(*kind),
            Self::Repeat(..) => Some(Kind::Run),
            Self::Edit(entry) => Some(entry.item().kind()),
            Self::Step(..) | Self::Told(_) | Self::Settings(_) => None,
        }
    }

    /// The name under which its draft is kept.
    pub fn name(&self) -> String {
        match self {
            Self::New(kind) => kind.word().into(),
            // what was begun for another day or moment is offered, but not what it opens with
            Self::Given(kind, given) => {
                let given: Vec<&str> = given.iter().map(|(_, text)| text.as_str()).collect();
                format!("{} {}", kind.word(), given.join(" "))
            }
            // what was begun as another run is not what this one takes over
            Self::Repeat(..) => "repeat".into(),
            Self::Edit(entry) => Draft::editing(entry.item().id()),
            Self::Step(step, ..) => format!("step {}", step.word()),
            Self::Told(told) => told.name(),
            Self::Settings(_) => "settings".into(),
        }
    }

    /// What the names of all drafts begin with that its form offers: a level is the same form on every day.
    pub fn group(&self) -> String {
        match self {
            Self::New(kind) | Self::Given(kind, _) => kind.word().into(),
            _ => self.name(),
        }
    }

    /// The heading of its form.
    pub fn title(&self, settings: &Settings) -> String {
        match self {
            Self::New(Kind::Pain) | Self::Given(Kind::Pain, _) => "New pain level".into(),
            Self::New(kind) | Self::Given(kind, _) => format!("New {}", kind.word()),
            Self::Repeat(run, _) => format!("New run, as on {}", when::say(run.at, settings)),
            Self::Edit(entry) => {
                let item = entry.item();
                format!("Edit the {} of {}", item.kind().word(), when::say(item.at(), settings))
            }
            Self::Step(step, ..) => format!("{} {}", step.number(), step.about()),
            Self::Told(told) => told.title().into(),
            Self::Settings(_) => "Settings".into(),
        }
    }

    /// Its fields, the date first.
    pub fn fields(&self) -> Vec<&'static FieldInfo> {
        match self {
            Self::New(kind) | Self::Given(kind, _) => kind.fields(),
            Self::Repeat(..) => Kind::Run.fields(),
            Self::Edit(entry) => entry.item().kind().fields(),
            Self::Step(step, ..) => step_fields(*step).iter().map(|field| &field.about).collect(),
            Self::Settings(_) => settings_fields::FIELDS.iter().map(|field| &field.about).collect(),
            Self::Told(told) => told.fields(),
        }
    }

    /// True for a field that is asked for at once; the others lie under `more`.
    pub fn is_daily(&self, key: &str) -> bool {
        let kind = self.kind();
        DAILY.iter().find(|(daily, _)| Some(*daily) == kind).is_none_or(|(_, keys)| keys.contains(&key))
    }

    /// The text of each field when the form opens.
    pub fn texts(&self, reading: &Reading) -> Vec<String> {
        let empty = |kind: Kind| vec![String::new(); kind.fields().len()];
        match self {
            Self::New(Kind::Run) => with_texts(Kind::Run, &[("gear", usual_gear(reading))]),
            Self::New(kind) => empty(*kind),
            Self::Given(kind, given) => {
                let gear = (*kind == Kind::Run).then(|| ("gear", usual_gear(reading)));
                with_texts(*kind, &given.iter().cloned().chain(gear).collect::<Vec<_>>())
            }
            Self::Repeat(run, day) => {
                let surface = surfaces_of(run);
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                with_texts(Kind::Run, &[("at", day), ("surface", surface), ("gear", worn_still(run, reading))])
            }
            Self::Edit(entry) => {
                let item = entry.item();
                let keys = item.kind().fields().into_iter();
                keys.map(|about| item.text(about.key, reading).unwrap_or_default()).collect()
            }
            Self::Told(told) => told.texts(reading),
            Self::Settings(settings) => {
                settings_fields::FIELDS.iter().map(|field| (field.write)(settings, reading)).collect()
            }
            Self::Step(step, _, progress) => {
                // a new state begins today unless another day is given
                step_fields(*step)
                    .iter()
                    .enumerate()
                    .map(|(i, f)| if i == 0 { String::new() } else { (f.write)(progress, reading) })
                    .collect()
            }
        }
    }

    /// Reads the texts, which are those of all fields in their order; `opened` are those the form opened with.
    /// `begun` says when typing began: that is the moment of what is given none.
    pub fn understand(
        &self,
        id: Id,
        texts: &[String],
        opened: &[String],
        begun: Option<TypingBegan>,
        reading: &Reading,
    ) -> Understood {
        match self {
            Self::New(_) | Self::Given(..) | Self::Repeat(..) => {
                let kind = &self.kind().unwrap_or(Kind::Run);
                let named = named(&kind.fields(), texts, |text, _| !text.trim().is_empty(), opened);
                let blank = || Entry::blank(*kind, id, reading.clock.now);
                let fixed = begun.map(|begun| begun.fixes(*kind, &named, reading)).unwrap_or_default();
                let all: Vec<_> = named.iter().cloned().chain(fixed).collect();
                let mut understood = understood(
                    Entry::create(*kind, id, &all, reading),
                    |now| Change::Add(Box::new(now)),
                    blank,
                    &all,
                    reading,
                );
                say_moment(&mut understood, &named, reading);
                understood
            }
            Self::Edit(was) => {
                let named = named(&was.item().kind().fields(), texts, |text, opened| text != opened, opened);
                let change = |now| Change::Edit { was: was.clone(), now: Box::new(now) };
                understood(was.edited(&named, reading), change, || (**was).clone(), &named, reading)
            }
            Self::Step(step, was, shown) => step_understood(*step, was, shown, texts, begun, reading),
            Self::Told(told) => told.understand(texts, reading),
            Self::Settings(was) => settings_understood(was, texts, reading),
        }
    }
}

/// The pairs that new runs take.
fn usual_gear(reading: &Reading) -> String {
    let (now, start) = (reading.clock.now, reading.journal.day_starts_at());
    let mut run = Run::blank(Id(uuid::Uuid::nil()), now);
    run.gear = usual(reading.journal, now.day(start));
    run.text("gear", reading).unwrap_or_default()
}

/// The pairs of a run that are not retired since.
fn worn_still(run: &Run, reading: &Reading) -> String {
    let retired =
        |id: &Id| reading.journal.all::<Gear>(Kind::Gear).iter().any(|gear| gear.id == *id && gear.retired.is_some());
    let mut run = run.clone();
    run.gear.retain(|id| !retired(id));
    run.text("gear", reading).unwrap_or_default()
}

/// The surfaces of a run, without how far each went: another run is of another length. The longest comes first.
fn surfaces_of(run: &Run) -> String {
    let mut parts: Vec<_> = run.surfaces.iter().collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.distance_m));
    parts.iter().map(|part| part.surface.word()).collect::<Vec<_>>().join(",")
}

/// The texts of a new form with these in their places.
fn with_texts(kind: Kind, given: &[(&str, String)]) -> Vec<String> {
    let text = |about: &FieldInfo| given.iter().find(|(key, _)| *key == about.key).map(|(_, text)| text.clone());
    kind.fields().into_iter().map(|about| text(about).unwrap_or_default()).collect()
}

/// The texts that count, with their keys.
fn named(
    fields: &[&'static FieldInfo],
    texts: &[String],
    counts: impl Fn(&str, &str) -> bool,
    opened: &[String],
) -> Vec<(&'static str, String)> {
    let all = fields.iter().zip(texts).zip(opened);
    all.filter(|((_, text), opened)| counts(text, opened)).map(|((about, text), _)| (about.key, text.clone())).collect()
}

fn understood(
    made: Result<Entry, Vec<Refusal>>,
    change: impl FnOnce(Entry) -> Change,
    before: impl FnOnce() -> Entry,
    named: &[(&'static str, String)],
    reading: &Reading,
) -> Understood {
    let (change, shown, refused) = match made {
        Ok(entry) => (Ok(change(entry.clone())), Some(entry), Vec::new()),
        Err(refusals) => {
            // what can be read is shown as it was understood, whatever is still missing or wrong elsewhere
            let refused: Vec<_> = refusals.iter().filter_map(|refusal| refusal.field).collect();
            let good = named.iter().filter(|(key, _)| !refused.contains(key)).cloned().collect();
            (Err(refusals), Some(as_far_as_read(before(), good, reading)), refused)
        }
    };
    let fields = shown.as_ref().map(|entry| entry.item().kind().fields()).unwrap_or_default();
    let echo = |about: &FieldInfo| {
        let entry = shown.as_ref().filter(|_| !refused.contains(&about.key))?;
        entry_echo(entry, about, reading)
    };
    let echoes = fields.into_iter().map(echo).collect();
    Understood { change, echoes, entry: shown }
}

/// Says which moment a new level takes where none is given, and why.
fn say_moment(understood: &mut Understood, named: &[(&'static str, String)], reading: &Reading) {
    let dated = understood.refusals().iter().all(|refusal| refusal.field != Some("at"));
    let Some(Entry::Pain(pain)) = understood.entry.as_ref().filter(|_| dated) else { return };
    let text = |wanted: &str| named.iter().find(|(key, _)| *key == wanted).map(|(_, text)| text.as_str());
    let place = Kind::Pain.fields().iter().position(|about| about.key == "moment");
    let Some(echo) = place.and_then(|place| understood.echoes.get_mut(place)).filter(|_| text("moment").is_none())
    else {
        return;
    };
    let start = reading.journal.day_starts_at();
    let moment = pain.moment.unwrap_or_else(|| bare::moment_at(reading.journal, pain.at));
    let day = text("at").and_then(|text| When::read(text, reading.clock, start).ok());
    let hourless = matches!(day, Some(When::Day(day)) if day != reading.clock.now.day(start));
    let why = match (hourless, moment) {
        (true, Moment::Morning) => "that day has none yet",
        (true, _) => "its morning is logged",
        (false, _) => "by the clock",
    };
    *echo = Some(format!("{}, {why}", moment.word()));
}

/// An entry with those of the texts that go together.
fn as_far_as_read(before: Entry, mut texts: Vec<(&'static str, String)>, reading: &Reading) -> Entry {
    loop {
        let refusals = match before.edited(&texts, reading) {
            Ok(entry) => return entry,
            Err(refusals) => refusals,
        };
        let count = texts.len();
        texts.retain(|(key, _)| refusals.iter().all(|refusal| refusal.field != Some(*key)));
        if texts.len() == count {
            // what is wrong lies in none of these: the date is still the one that was typed
            return before.as_far_as_read(&texts, reading);
        }
    }
}

/// How a field of an entry was understood.
fn entry_echo(entry: &Entry, about: &FieldInfo, reading: &Reading) -> Option<String> {
    let item = entry.item();
    let settings = reading.journal.settings();
    match (about.input, entry) {
        (Input::When, _) if about.key == "at" => Some(when::say(item.at(), settings)),
        (Input::Duration, Entry::Run(run)) => {
            let seconds = run.duration_s?;
            let pace = run.distance_m.and_then(|metres| units::pace(metres, seconds, settings.units));
            let shown = units::duration(seconds);
            Some(pace.map_or(shown.clone(), |pace| format!("{shown}, {pace}")))
        }
        _ => {
            let text = item.text(about.key, reading).filter(|text| !text.is_empty())?;
            Some(slip(about, &text).unwrap_or(text))
        }
    }
}

/// Asks about a word of one's own that is nearly one of the field's words.
fn slip(about: &FieldInfo, text: &str) -> Option<String> {
    let (Input::Tags(words) | Input::Named(words)) = about.input else { return None };
    let parts = text.split(',').map(str::trim).filter(|part| !words.contains(part));
    let mut slips = parts.filter_map(|part| words.iter().find(|word| near(part, word)).map(|word| (part, word)));
    slips.next().map(|(_, word)| format!("kept so; did you mean {word}?"))
}

fn step_understood(
    step: Step,
    was: &Progress,
    shown: &Progress,
    texts: &[String],
    begun: Option<TypingBegan>,
    reading: &Reading,
) -> Understood {
    let start = reading.journal.day_starts_at();
    let today = reading.clock.now.day(start);
    let (mut wanted, fields) = (shown.clone(), step_fields(step));
    let (mut refusals, mut echoes) = (Vec::new(), Vec::new());
    for (field, text) in fields.iter().zip(texts) {
        let missing = field.about.required && text.trim().is_empty();
        let read = match missing {
            true => Err(Refusal::new(format!("A step needs its {}.", field.about.label.to_lowercase()))),
            false => (field.read)(&mut wanted, text, reading),
        };
        refusals.extend(read.err().map(|refusal| refusal.of(field.about.key)));
        echoes.push(maybe(text, |text| Ok(text.to_owned())).ok().flatten());
    }
    // without a day, the same state keeps the one it has and a new state begins today
    if texts.first().is_none_or(|text| text.trim().is_empty()) {
        let same = (wanted.state, wanted.status) == (shown.state, shown.status);
        wanted.since = if same { shown.since } else { Some(begun.map_or(today, |begun| begun.at.day(start))) };
    }
    if wanted.since.is_some_and(|day| day > today) {
        let message = "A state begins today or earlier; write what lies ahead as the next action.";
        refusals.push(Refusal::new(message).of("since"));
    }
    for (field, echo) in fields.iter().zip(&mut echoes) {
        match field.about.input {
            _ if refusals.iter().any(|refusal| refusal.field == Some(field.about.key)) => *echo = None,
            Input::When => *echo = wanted.since.map(|day| when::say_day(day, today)),
            Input::One(_) => *echo = Some(format!("{} {}", wanted.state.sign(), wanted.describe())),
            _ => {}
        }
    }
    let change = if refusals.is_empty() {
        let mut now = was.moved_to((wanted.state, wanted.status), wanted.since.unwrap_or(today), None, None);
        (now.since, now.reason, now.next) = (wanted.since, wanted.reason, wanted.next);
        Ok(Change::Step { step, was: Box::new(was.clone()), now: Box::new(now) })
    } else {
        Err(refusals)
    };
    Understood { change, echoes, entry: None }
}

fn settings_understood(was: &Settings, texts: &[String], reading: &Reading) -> Understood {
    let mut wanted = was.clone();
    let (mut refusals, mut echoes) = (Vec::new(), Vec::new());
    for (field, text) in settings_fields::FIELDS.iter().zip(texts) {
        let read = (field.read)(&mut wanted, text, reading);
        echoes.push(read.is_ok().then(|| (field.write)(&wanted, reading)));
        refusals.extend(read.err().map(|refusal| refusal.of(field.about.key)));
    }
    let change = Change::Settings { was: Box::new(was.clone()), now: Box::new(wanted) };
    Understood { change: if refusals.is_empty() { Ok(change) } else { Err(refusals) }, echoes, entry: None }
}
