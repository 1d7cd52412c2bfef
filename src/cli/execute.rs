//! Carries a command out: reads the journal, or changes it under the lock, and hands what it says to `print`.

use clap::ArgMatches;

use super::inbox;
use super::piped::{self, Piped};
use super::print;
use crate::cli::answer::Answer;
use crate::cli::colours::Colours;
use crate::cli::command::{AskJournal, Handler};
use crate::cli::context::Context;
use crate::domain::day::{At, Clock};
use crate::domain::id::Id;
use crate::page::Page;
use crate::store::{Failure, Problem, Store, copies};
use crate::world::World;

/// Carries a command out. Returns the exit code.
pub fn execute(run: Handler, store: &Store, matches: &ArgMatches, colours: Colours, world: &mut World) -> u8 {
    let piped = match Piped::read(matches, world) {
        Ok(piped) => piped,
        Err(refusal) => return print::refusal(&refusal.message, world),
    };
    let piped_file = match piped::file(matches, world) {
        Ok(file) => file,
        Err(refusal) => return print::refusal(&refusal.message, world),
    };
    // kept to the end of the process: an answer may be made only as it is printed
    let offset: &'static _ = Box::leak(Box::new(world.offset));
    let context = Context {
        clock: Clock { now: At((world.now)()), offset },
        id: Id((world.id)()),
        out_is_terminal: world.out_is_terminal,
        columns: world.columns(),
        home: world.home(),
        piped,
        piped_file: piped_file.into(),
        copies: store.copies(),
    };
    let mut run = run;
    while let Handler::Either(choose) = run {
        run = choose(matches);
    }
    let was_there = store.stamp().is_some();
    let outcome = match run {
        Handler::Ask(ask) => question(store, matches, &context, ask, world),
        Handler::Change(plan) => change(store, matches, &context, plan),
        Handler::Consent(work) => work(store, matches, &context, &mut |message| print::ask(message, world)),
        Handler::File(work) => work(store, matches, &context),
        Handler::Itself(_) | Handler::Either(_) => return 0, // done or chosen above
    };
    // no journal is not an empty one, and where one was begun is said: it may be another place than was meant
    match (was_there, store.stamp().is_some(), &outcome) {
        (false, true, Ok(_)) => {
            print::note(&format!("A new journal was begun: {}", store.path().display()), world);
        }
        (false, false, Ok(outcome)) if !outcome.of_no_journal => {
            print::note(&format!("There is no journal yet: {}", store.path().display()), world);
        }
        _ => {}
    }
    let is_told = matches!(&outcome, Ok(outcome) if outcome.copies_told)
        || matches!(&outcome, Err(Failure::Problem(Problem::Stopped(_))));
    if let Some(message) = copies::describe(&context.copies).filter(|_| !is_told) {
        print::note(&message, world);
    }
    match outcome {
        Ok(outcome) => {
            let palette = colours.printed(outcome.theme);
            let said = outcome.done && !outcome.brief && matches.get_flag("quiet");
            let outcome = if said { Answer { page: Page::default(), json: None, ..outcome } } else { outcome };
            print::outcome(outcome, matches.get_flag("json"), palette, world)
        }
        Err(Failure::Refusal(refusal)) => print::refusal(&refusal.message, world),
        Err(Failure::Problem(problem @ Problem::Stopped(_))) => {
            print::note(&problem.to_string(), world);
            128 + 2 // as a shell says of what an interrupt ended
        }
        Err(Failure::Problem(problem)) => print::problem(&problem.to_string(), world),
    }
}

fn question(
    store: &Store,
    matches: &ArgMatches,
    context: &Context,
    ask: AskJournal,
    world: &mut World,
) -> Result<Answer, Failure> {
    let opened = store.open(context.now())?;
    if let Some(why) = &opened.read_only {
        print::note(why, world);
    }
    // the process ends soon: freeing 25,000 entries one by one would take longer than the answer does, which is made
    // of them as it is printed
    let journal = Box::leak(Box::new(opened.journal));
    let waits = inbox::waits(store, journal, context);
    let mut answer = Answer { theme: journal.settings.theme, ..ask(journal, matches, context)? };
    answer.notes.extend(waits);
    Ok(answer)
}

fn change(
    store: &Store,
    matches: &ArgMatches,
    context: &Context,
    plan: fn(
        &crate::domain::journal::Journal,
        &ArgMatches,
        &Context,
    ) -> Result<crate::cli::command::PlannedChange, crate::domain::refusal::Refusal>,
) -> Result<Answer, Failure> {
    let mut inbox = None;
    let saved = store.commit(context.now(), |journal| {
        // what a phone wrote is older than what is typed now
        inbox = store.receive(journal, context.clock);
        let plan = plan(journal, matches, context)?;
        journal.make(plan.change, context.now())?;
        Ok(plan.say)
    })?;
    let mut outcome = (saved.outcome)(&saved.journal);
    if store.is_demo() {
        outcome.page.tell_not_saved();
    }
    if let Some(inbox) = &inbox {
        outcome.notes.extend(inbox::received(&inbox.stock.made, inbox.stock.to_mend().count()));
        outcome.notes.extend(store.answer_inbox(&saved.journal, inbox, context.clock));
    }
    outcome.notes.extend(saved.upgraded.into_iter().chain(saved.notes));
    (outcome.done, outcome.theme) = (true, saved.journal.settings.theme);
    std::mem::forget(saved.journal);
    Ok(outcome)
}
