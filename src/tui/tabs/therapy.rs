//! The Therapy tab: the programme of exercises and the sessions.

use super::steps::Page;

/// What belongs to the second step.
pub fn rows(page: &mut Page) {
    page.hint(&[("s", "state of the step")]);
}
