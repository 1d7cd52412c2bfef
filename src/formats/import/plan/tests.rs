//! What becomes of what files hold.
