//! What lies over a tab: one thing at a time, as state that carries what to do on yes.

pub mod form;
pub mod form_view;
pub mod help;
pub mod level;
pub mod question;
pub mod subject;

use super::keys::Scope;
use form::Form;
use level::LevelPrompt;
use question::Question;

/// What lies over the tab.
#[derive(Debug)]
pub enum Modal {
    /// The question for a pain level.
    Level(LevelPrompt),
    /// A form.
    Form(Box<Form>),
    /// All keys, scrolled so far.
    Help(usize),
    /// A question.
    Question(Question),
}

impl Modal {
    /// The scopes whose keys hold.
    pub fn scopes(&self) -> &'static [Scope] {
        match self {
            Self::Level(_) => &[Scope::Level, Scope::Always],
            Self::Form(_) => &[Scope::Form, Scope::Always],
            Self::Help(_) => &[Scope::Help, Scope::Moving, Scope::Always],
            Self::Question(_) => &[Scope::Question, Scope::Always],
        }
    }
}
