//! The left button: on a tab, a row, a word of a form, a hint of the footer.

use ratatui::layout::Position;

use crate::tui::action::{Action, Effect};
use crate::tui::layout::layout;
use crate::tui::modals::Modal;
use crate::tui::modals::form::view as form_view;
use crate::tui::state::App;
use crate::tui::view;
use crate::tui::view::Hit;

impl App {
    /// A click at a column and row.
    pub fn click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        // what was shown when it was clicked on
        let body = view::beside_notice(self, layout(self.size));
        self.notice = None;
        if let Some(Hit::Key(key)) = view::hit(self, column, row) {
            return self.press(key);
        }
        self.just_logged = None;
        let before = self.clicked.take();
        match (&self.modal, view::hit(self, column, row)) {
            (Some(Modal::Form(_)), _) => self.click_form(column, row),
            (Some(Modal::Import(_)), Some(Hit::Body)) => {
                let line = usize::from(row.saturating_sub(body.y));
                self.with_found(|found, height| found.clicked(line, height));
            }
            (Some(Modal::Check(_)), Some(Hit::Body)) => {
                let line = usize::from(row.saturating_sub(body.y));
                self.with_check(|sheet| sheet.clicked(line, body));
            }
            (Some(Modal::Bin(_)), Some(Hit::Body)) => {
                let line = usize::from(row.saturating_sub(body.y));
                self.with_bin(|list, body| list.clicked(line, body));
            }
            (Some(Modal::Search(_)), Some(Hit::Body)) => {
                let line = usize::from(row.saturating_sub(body.y));
                let again = match &mut self.modal {
                    Some(Modal::Search(sheet)) => sheet.clicked(line, body),
                    _ => false,
                };
                let opens = again && before == Some((self.tab, row));
                self.clicked = (!opens).then_some((self.tab, row));
                if opens {
                    self.go_to_found();
                }
            }
            (Some(Modal::Line(_)), Some(Hit::Body)) => {
                return self.click_line(usize::from(row.saturating_sub(body.y)));
            }
            (None, Some(Hit::Tab(tab))) => self.go(tab),
            (None, Some(Hit::Body)) => {
                let was = self.selected();
                let shown = self.tab;
                let (ctx, tabs) = self.split();
                tabs.clicked(&ctx, shown, Position { x: column, y: row }, body);
                let again = before == Some((self.tab, row)) && was.is_some() && was == self.selected();
                self.clicked = (!again).then_some((self.tab, row));
                if again {
                    return self.update(Action::Edit);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn click_form(&mut self, column: u16, row: u16) {
        let body = layout(self.size).body;
        let hit = match &self.modal {
            Some(Modal::Form(form)) => form_view::hit(&self.context(), form, body, column, row),
            _ => None,
        };
        self.with_form(|form| match hit {
            Some(form_view::FormHit::Row(row)) => form.go(row),
            Some(form_view::FormHit::Word(row, word)) => form.pick(row, &word),
            Some(form_view::FormHit::Rest) => form.open_rest(),
            None => {}
        });
    }
}
