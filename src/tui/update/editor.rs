//! A long text of a form in an editor of one's own: it goes out, and what comes back stands in the form.

use crate::page::Tone;
use crate::tui::action::Effect;
use crate::tui::keys::key;
use crate::tui::modals::Modal;
use crate::tui::state::App;

impl App {
    /// The long text of the form that is open goes to an editor: that of the field one is in, else the first.
    pub fn open_editor(&mut self) -> Vec<Effect> {
        let Some(Modal::Form(form)) = &mut self.modal else { return Vec::new() };
        match form.long_text() {
            Some(text) => vec![Effect::EditText(text)],
            None => {
                self.say("An editor opens for notes and other long texts; this form has none.", Tone::Warn);
                Vec::new()
            }
        }
    }

    /// The editor is done. What came back is kept as a draft at once: nobody types it twice.
    pub fn edited(&mut self, came: Result<Option<String>, String>) -> Vec<Effect> {
        match (came, &mut self.modal) {
            (Err(why), _) => self.say(why, Tone::Bad),
            (Ok(Some(text)), Some(Modal::Form(form))) => {
                form.take_long_text(&text);
                let effects = self.keep_while_typing();
                self.say(format!("The text is here; {} saves the entry.", key!(Form, Submit)), Tone::Good);
                return effects;
            }
            (Ok(_), _) => self.say("The text is as it was before.", Tone::Muted),
        }
        Vec::new()
    }
}
